using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>A case in the list; amounts are đồng before tax.</summary>
/// <param name="PartnerCode">Their referral code, by which people name them.</param>
/// <param name="Signals">Signals that are not withdrawn.</param>
/// <param name="Unreviewed">Those of them that nobody has reviewed.</param>
/// <param name="Rewards">Pending and earned rewards that they concern.</param>
/// <param name="Held">Rewards that are held.</param>
/// <param name="LastAt">When the latest order was placed, or the latest hour of clicks began.</param>
/// <param name="DueAt">By when somebody has to look at the holds again.</param>
/// <param name="Escalations">How often admins were told that nobody did, since somebody last looked.</param>
public sealed record RiskCaseView(
    Guid Id,
    Guid PartnerId,
    string PartnerName,
    string PartnerCode,
    RiskRule Rule,
    RiskState State,
    int Signals,
    int Unreviewed,
    int Rewards,
    long Gross,
    int Held,
    long HeldGross,
    DateTimeOffset LastAt,
    DateTimeOffset? DueAt,
    int Escalations,
    DateTimeOffset CreatedAt);

/// <param name="Signals">The latest ones, withdrawn ones too.</param>
/// <param name="SignalsInAll">How many there are.</param>
/// <param name="Actions">The latest ones first.</param>
public sealed record RiskDetail(
    RiskCaseView Case, IReadOnlyList<RiskSignalView> Signals, int SignalsInAll, IReadOnlyList<RiskActionView> Actions);

/// <summary>One thing that stands out.</summary>
/// <param name="Amount">Seconds from click to order, or clicks in the hour.</param>
/// <param name="IsAddress">Of clicks: whether they came from one address; otherwise from one visitor.</param>
/// <param name="Source">Of clicks: a few letters by which two sources are told apart.</param>
/// <param name="Orders">Orders whose rewards it concerns, its own first.</param>
/// <param name="OrdersInAll">How many there are.</param>
public sealed record RiskSignalView(
    Guid Id, string Program, string ProgramName, DateTimeOffset OccurredAt, int? Amount, bool IsAddress, string? Source,
    DateTimeOffset? WithdrawnAt,
    RiskReview? Review, IReadOnlyList<RiskOrderView> Orders, int OrdersInAll);

/// <summary>An order that a signal concerns.</summary>
/// <param name="Decision">How the signal's programme decided about it; null when it did not.</param>
/// <param name="Gross">What the partner gets for it before tax, in all programmes; null when they have no reward for it.</param>
/// <param name="Held">Whether this case holds it.</param>
public sealed record RiskOrderView(
    Guid Id, Guid ShopId, string Shop, string ExternalId, DateTimeOffset PlacedAt, OrderStatus Status, string? Decision, long? Gross,
    RewardState? State, bool Held)
{
    /// <summary>Whether there is a reward that can be held.</summary>
    public bool CanHold => !Held && State is RewardState.Pending or RewardState.Earned;
}

public sealed record RiskActionView(RiskActionKind Kind, string? Reason, string By, DateTimeOffset At, int Rewards);
