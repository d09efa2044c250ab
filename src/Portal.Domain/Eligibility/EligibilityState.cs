namespace Portal.Domain.Eligibility;

/// <summary>Where an account stands on its way into a refer-a-friend programme (R4.2–R4.4).</summary>
public enum EligibilityState
{
    /// <summary>Has too few successful orders, and holds no invitation.</summary>
    Counting,

    /// <summary>Has enough orders, but is likely a duplicate: an admin decides (R4.4).</summary>
    Queued,

    /// <summary>May accept the invitation that was or is being mailed.</summary>
    Invited,

    /// <summary>An admin said no.</summary>
    Rejected,

    /// <summary>Was invited, and the count fell before the invitation was accepted (R4.3).</summary>
    Withdrawn,

    /// <summary>Takes part, for good (R4.3).</summary>
    Member,
}

/// <summary>What an admin said about a likely duplicate.</summary>
public enum EligibilityVerdict
{
    Approved,
    Rejected,
}

/// <summary>What became of an account's invitation so far.</summary>
public enum InvitationState
{
    None,
    Open,

    /// <summary>Was sent and does not open the programme now; it can come back.</summary>
    Suspended,
}
