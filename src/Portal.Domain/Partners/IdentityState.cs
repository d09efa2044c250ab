namespace Portal.Domain.Partners;

/// <summary>How far the check of a partner's identity is (R1.10).</summary>
public enum IdentityState
{
    NotChecked,
    Approved,
    Rejected,

    /// <summary>He sent his card and waits for the decision.</summary>
    Submitted,
}
