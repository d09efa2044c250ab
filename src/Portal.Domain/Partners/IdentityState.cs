namespace Portal.Domain.Partners;

/// <summary>How far the check of a partner's identity is (R1.10).</summary>
public enum IdentityState
{
    NotChecked,
    Approved,
    Rejected,

    /// <summary>They sent their card and wait for the decision.</summary>
    Submitted,
}
