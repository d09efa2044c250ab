using Portal.App.Disputes.Evidence;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>A case in a list, as its reader may see it.</summary>
/// <param name="Number">Null of a draft.</param>
/// <param name="Party">What the reader is to it.</param>
/// <param name="HolderId">Whose it is; null for the other side, who are not told.</param>
/// <param name="Holder">Their name, likewise.</param>
/// <param name="Order">The order's number.</param>
/// <param name="OrderId">Null of one that the portal does not have, or that the reader may not know it has.</param>
/// <param name="AtStake">Đồng; null where it is not known, or would tell a partner of an order that is not theirs.</param>
/// <param name="EscalatedAt">Since when it is escalated (R8.8).</param>
public sealed record DisputeView(
    Guid Id, string? Number, DisputeKind Kind, DisputeState State, DisputeParty Party, LedgerHolder Side, Guid? HolderId, string? Holder,
    Guid? ShopId, string? Shop, string? Order, Guid? OrderId, Guid? CustomerId, Guid? StatementLineId, long? AtStake,
    DateTimeOffset CreatedAt, DateTimeOffset SavedAt, DateTimeOffset? FiledAt, DateTimeOffset? DueAt, DisputeUrgency Urgency,
    DateTimeOffset? EscalatedAt, DateTimeOffset? DecidedAt, bool IsAppealed)
{
    public bool IsOverdue => Urgency == DisputeUrgency.Past;
}

/// <summary>One case with its thread.</summary>
/// <param name="Steps">In the order of time.</param>
/// <param name="Messages">In the order of time.</param>
/// <param name="Decision">The first decision.</param>
/// <param name="Evidence">What of it the reader may open (R8.5): of both sides their own.</param>
/// <param name="Acts">What the reader can do now.</param>
public sealed record DisputeDetail(
    DisputeView Case, string Claim, DisputeWanted Wanted, IReadOnlyList<DisputeStepView> Steps, IReadOnlyList<DisputeMessageView> Messages,
    IReadOnlyList<EvidenceView> Evidence, DisputeDecisionView? Decision, DisputeAppealView? Appeal, IReadOnlyList<DisputeAct> Acts);

/// <param name="Number">Its place in the thread, messages included.</param>
/// <param name="By">Who did it; null of people whom the reader is not told of (R10.5).</param>
public sealed record DisputeStepView(
    int Number, DisputeStepKind Kind, DisputeParty Party, string? By, string? Note, DateTimeOffset At, DateTimeOffset? DueAt);

/// <param name="By">Who wrote it, likewise.</param>
public sealed record DisputeMessageView(Guid Id, int Number, DisputeParty Party, string? By, string Text, DateTimeOffset At);

/// <param name="Reason">In a person's words, or one of <see cref="DisputeReasons"/>.</param>
public sealed record DisputeDecisionView(DisputeState Outcome, string Reason, DateTimeOffset At, string? By);

/// <param name="Decision">Null while it is open.</param>
public sealed record DisputeAppealView(string Reason, DateTimeOffset At, DisputeParty Party, DisputeDecisionView? Decision);

/// <summary>Which cases a list shows. What is null does not narrow.</summary>
/// <param name="Text">A case's or an order's number, or part of the author's name.</param>
/// <param name="Pending">Only those that are filed and not decided.</param>
/// <param name="Overdue">Only those whose due date is past; false: only the others.</param>
/// <param name="Escalated">Only those that are escalated.</param>
/// <param name="Drafts">What the reader's organisation is writing, and nothing else.</param>
public sealed record DisputeFilter(
    string? Text = null, DisputeState? State = null, DisputeKind? Kind = null, Guid? ShopId = null, Guid? PartnerId = null,
    bool? Overdue = null, bool Pending = false, bool Escalated = false, bool Drafts = false, Guid? OrderId = null);
