using Portal.App.Platform.Settings;

namespace Portal.Web.Components;

/// <summary>The address of a tracking link, as people outside use it.</summary>
public static class LinkAddress
{
    public static string Of(PublicAddress portal, string code) => $"{portal.Root}r/{code}";
}
