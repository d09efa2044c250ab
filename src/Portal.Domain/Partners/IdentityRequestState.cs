namespace Portal.Domain.Partners;

/// <summary>How far a partner's request to be verified is.</summary>
public enum IdentityRequestState
{
    /// <summary>The operator has not decided yet.</summary>
    Waiting,
    Approved,
    Rejected,
}
