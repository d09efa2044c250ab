using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;

namespace Portal.Domain.Programmes;

/// <summary>
/// How a programme decided about an order: a stable code, by which version of its settings and which click, and why. It says
/// nothing of where the order stands: what is pending, earned or taken back follows from the order's state, so a decision
/// stands while the order moves.
/// </summary>
public abstract record ProgrammeDecision(string Decision, Guid? VersionId, long? ClickId, IReadOnlyList<TraceStep> Trace);

/// <summary>
/// Who earns what by an order: one of <see cref="Decisions"/>. Without a partner nobody earns anything; <see cref="CandidateId"/>
/// is then the partner who brought the order and whose reward it would have been, where there is one. Amounts are đồng before
/// tax, the tax, and after it.
/// </summary>
public sealed record RewardDecision(
    string Decision,
    Guid? PartnerId,
    Guid? CandidateId,
    long? ClickId,
    Guid? VersionId,
    IReadOnlyList<TraceStep> Trace,
    IReadOnlyList<RewardLine> Lines,
    Dong Gross,
    Dong Tax,
    Dong Net)
    : ProgrammeDecision(Decision, VersionId, ClickId, Trace)
{
    /// <summary>
    /// Whom the customer belongs to by this order (R1.7), whether or not it earns them something; null when nobody brought it.
    /// </summary>
    public Guid? BroughtBy { get; init; }

    /// <summary>What came back took of it, before tax (R2.6): with the gross it is the reward of the order as it was bought.</summary>
    public Dong Reversed { get; init; }

    /// <summary>The tax that was expected of that.</summary>
    public Dong ReversedTax { get; init; }

    internal static RewardDecision Nothing(
        string decision, Guid? version, IReadOnlyList<TraceStep> trace, Guid? candidate = null, long? click = null) =>
        new(decision, null, candidate, click, version, trace, [], Dong.Zero, Dong.Zero, Dong.Zero);
}

/// <summary>
/// What a shop owes the platform for an order (R7): one of <see cref="SurchargeDecisions"/>, who introduced the customer, which
/// of the free orders it is, and the surcharge on its base, in đồng.
/// </summary>
/// <param name="PlatformPromotion">The discount that the platform gave and owes the owner (R7.3).</param>
public sealed record SurchargeDecision(
    string Decision,
    Introducer IntroducedBy,
    int? FreeOrder,
    Dong Base,
    Dong Surcharge,
    Dong PlatformPromotion,
    long? ClickId,
    Guid? VersionId,
    IReadOnlyList<TraceStep> Trace)
    : ProgrammeDecision(Decision, VersionId, ClickId, Trace)
{
    /// <summary>What came back took of the surcharge (R2.6): with the surcharge it is that of the order as it was placed.</summary>
    public Dong Reversed { get; init; }
}
