namespace Portal.Domain.Disputes;

/// <summary>Where a dispute stands (R8.3).</summary>
public enum DisputeState
{
    /// <summary>Being written; only its author's organisation knows of it.</summary>
    Draft,

    /// <summary>Filed, or appealed; nobody looks at it yet.</summary>
    Open,

    UnderReview,

    /// <summary>The reviewer waits for its author.</summary>
    MoreInformation,

    Accepted,

    Rejected,

    /// <summary>Its author took it back.</summary>
    Withdrawn,
}

public static class DisputeStates
{
    /// <summary>Filed and not decided: what is at stake is held (R8.7).</summary>
    public static readonly IReadOnlyList<DisputeState> Pending =
        [DisputeState.Open, DisputeState.UnderReview, DisputeState.MoreInformation];

    public static bool IsPending(this DisputeState state) => Pending.Contains(state);
}
