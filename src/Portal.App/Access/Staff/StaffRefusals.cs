namespace Portal.App.Access.Staff;

/// <summary>Why somebody is not made, or changed as, staff of a shop.</summary>
public static class StaffRefusals
{
    /// <summary>The shop has no such staff (R10.5).</summary>
    public const string NotFound = "staff_not_found";

    /// <summary>The address is that of somebody who already is of the shop.</summary>
    public const string Present = "staff_present";

    /// <summary>The shop has as many staff as it may. Facts: <c>max</c>.</summary>
    public const string TooMany = "staff_too_many";

    /// <summary>The shop has sent as many invitations as it may in a day. Facts: <c>max</c>, <c>retryAt</c>.</summary>
    public const string InvitationsUsedUp = "staff_invitations_used_up";

    /// <summary>They act in the role already, so there is nothing to send again.</summary>
    public const string TakenUp = "staff_taken_up";
}
