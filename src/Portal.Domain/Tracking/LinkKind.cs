namespace Portal.Domain.Tracking;

/// <summary>What a tracking link stands behind: any page of the shop, a landing page, a banner (R1.2).</summary>
public enum LinkKind
{
    Deep,
    Landing,
    Banner,
}
