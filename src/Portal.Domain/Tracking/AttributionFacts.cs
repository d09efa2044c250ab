using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Programmes;

namespace Portal.Domain.Tracking;

/// <summary>
/// One use of a tracking link (R1.1). <see cref="Id"/> grows with the recording, which settles ties in time (R1.4).
/// <see cref="PartnerId"/> is missing on a shop's own link. <see cref="EarnsCredit"/> is false for bots and prefetches.
/// </summary>
public sealed record ClickFact(long Id, Guid LinkId, Guid ProgrammeId, Guid? PartnerId, DateTimeOffset At, bool EarnsCredit);

/// <summary>The code that the customer typed, and whose it is; no partner when nobody has it (R1.8).</summary>
public sealed record TypedCodeFact(string Code, Guid? PartnerId);

/// <summary>In what a partner and the order's customer are the same (R1.9).</summary>
[Flags]
public enum SelfMatch
{
    None = 0,
    Account = 1,
    Phone = 2,
    Email = 4,
}

/// <summary>
/// What the decision must know of a partner. <see cref="InProgramme"/> carries no date on purpose: clicks and orders are
/// also filled in for the time before the portal knew the partner.
/// </summary>
public sealed record PartnerFact(bool InProgramme, SelfMatch SelfMatch)
{
    /// <summary>The pickup point that is theirs (R5.4); none where they have none.</summary>
    public string? PickupPoint { get; init; }
}

/// <summary>
/// Whom the customer is bound to in this programme, and since when (R1.7): by an order that was placed before this one.
/// </summary>
public sealed record BindingFact(Guid PartnerId, DateTimeOffset BoundAt);

/// <summary>
/// All that an attribution depends on. <see cref="Clicks"/> are those of the order's visitor and of the visitor whom the
/// order's click belongs to, in any order; those of other programmes are passed over. A partner missing from
/// <see cref="Partners"/> is not in the programme.
/// </summary>
public sealed record AttributionFacts(
    Guid ProgrammeId,
    RewardingSettings Settings,
    DateTimeOffset PlacedAt,
    IReadOnlyCollection<ClickFact> Clicks,
    IReadOnlyDictionary<Guid, PartnerFact> Partners)
{
    /// <summary>The order names a click that is not among the portal's.</summary>
    public bool OrderClickUnknown { get; init; }

    public TypedCodeFact? Code { get; init; }

    public BindingFact? Binding { get; init; }

    /// <summary>Who brought the order, as a dispute was ruled (R8.6).</summary>
    public RulingFact? Ruled { get; init; }
}

/// <summary>
/// Whom an order belongs to in a programme, by which click where a click decided, as one of <see cref="Decisions"/>, and
/// why. Without a partner the order earns nobody anything; <see cref="CandidateId"/> is then who brought it all the same,
/// where somebody did, and may learn why it is not theirs (R1.9).
/// </summary>
public sealed record AttributionResult(
    Guid? PartnerId, long? ClickId, string Decision, IReadOnlyList<TraceStep> Trace, Guid? CandidateId = null);
