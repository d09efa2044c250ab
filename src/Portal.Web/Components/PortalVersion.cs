namespace Portal.Web.Components;

/// <summary>Tells one build from another, so that a page that is open during a redeploy can notice and offer a reload.</summary>
public static class PortalVersion
{
    public static readonly string Current = typeof(PortalVersion).Assembly.ManifestModule.ModuleVersionId.ToString("N");
}
