namespace Portal.Domain.Partners;

/// <summary>Why something about a partner is refused.</summary>
public static class PartnerRefusals
{
    /// <summary>No such partner, or none that the actor may know of.</summary>
    public const string NotFound = "partner_not_found";

    /// <summary>Another partner has the address.</summary>
    public const string EmailTaken = "email_taken";

    /// <summary>Another partner has the pickup point.</summary>
    public const string PickupPointTaken = "pickup_point_taken";
}
