using Portal.Domain.Statements;
using Portal.Domain.Surcharges;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Statements;

/// <summary>A weekly statement as its shop and the operator see it; amounts in đồng.</summary>
/// <param name="Week">Its Monday.</param>
/// <param name="Orders">Entries that it is made of.</param>
/// <param name="Surcharges">Less those taken back.</param>
/// <param name="Promotions">What the platform owes, less what was taken back.</param>
/// <param name="Corrections">What disputes put right, with the sign of the shop's favour.</param>
/// <param name="Net">Promotions less surcharges, with corrections: positive in the shop's favour.</param>
/// <param name="Outcome">What becomes of the net.</param>
/// <param name="Remaining">What of it is neither in a settlement batch nor paid, invoiced or set off.</param>
/// <param name="SettlementId">The last settlement batch that paid of it, or is to.</param>
/// <param name="InvoiceId">The last invoice that asks for it.</param>
/// <param name="ReviewUntil">When it becomes final by itself.</param>
public record StatementView(
    Guid Id, Guid ShopId, string ShopName, string Number, DateOnly Week, StatementState State, int Orders, long Surcharges,
    long Promotions, long Corrections, long Net, StatementOutcome Outcome, long Remaining, Guid? SettlementId, string? Settlement,
    Guid? InvoiceId, string? Invoice, DateTimeOffset MadeAt, DateTimeOffset ReviewUntil, DateTimeOffset? ConfirmedAt, string? ConfirmedBy)
{
    /// <summary>The last payment of it, under way or ended; null while none was made.</summary>
    public StatementPayment? Payment { get; init; }
}

/// <summary>What a settlement batch pays of a statement.</summary>
/// <param name="Reference">As it stands in the bank's transfer.</param>
/// <param name="EndedAt">When the bank said what became of it; null while it is under way.</param>
/// <param name="Reason">Why it was not paid.</param>
public sealed record StatementPayment(string Reference, long Amount, WithdrawalState State, DateTimeOffset? EndedAt, string? Reason);

/// <summary>A statement with a page of its lines, whose amounts add up to <see cref="StatementView.Net"/> over all pages.</summary>
public sealed record StatementDetail : StatementView
{
    internal StatementDetail(StatementView statement, IReadOnlyList<StatementLineView> lines, string? nextCursor)
        : base(statement) => (Lines, NextCursor) = (lines, nextCursor);

    public IReadOnlyList<StatementLineView> Lines { get; }

    /// <summary>Where the next page of lines starts; null on the last.</summary>
    public string? NextCursor { get; }
}

/// <summary>
/// A line of a statement; an order's surcharge and its promotion are two. Amounts in đồng, with the sign of the shop's favour.
/// </summary>
/// <param name="Id">The ledger's entry, by which a dispute names the line.</param>
/// <param name="OccurredAt">When the order became successful or came back.</param>
/// <param name="Week">The Monday of the week that it belongs to; null where that is the statement's.</param>
/// <param name="Base">Of which the surcharge is a share (R7.3); null for other lines.</param>
/// <param name="Text">Why, in words.</param>
/// <param name="FreeOrder">Which of the free orders it is; null when it is none.</param>
/// <param name="DisputeId">The dispute that it follows from.</param>
public sealed record StatementLineView(
    Guid Id, Guid? OrderId, string? OrderExternalId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateOnly? Week,
    StatementLineKind Kind, long? Base, long Amount, string Text, int? FreeOrder, Introducer? IntroducedBy, Guid? DisputeId);

/// <summary>Which statements. What is null does not narrow.</summary>
/// <param name="ShopId">Of this shop; a shop sees its own whatever it says.</param>
/// <param name="Week">The Monday.</param>
/// <param name="Search">Part of the number, or of the shop's name with or without diacritics.</param>
/// <param name="Open">Only those of which something remains to be settled or invoiced.</param>
public sealed record StatementFilter(
    Guid? ShopId = null, StatementState? State = null, StatementOutcome? Outcome = null, DateOnly? Week = null, string? Search = null,
    bool Open = false);

/// <summary>What a filter's statements come to, in đồng.</summary>
public sealed record StatementSum(int Count, long Surcharges, long Promotions, long Corrections, long Net, long Remaining);

/// <summary>A shop's week that is not over, as far as it is known (<i>tạm tính</i>).</summary>
/// <param name="Week">Its Monday.</param>
/// <param name="NextAt">When its statement is made.</param>
public sealed record OpenWeek(
    DateOnly Week, DateTimeOffset NextAt, int Orders, long Surcharges, long Promotions, long Corrections, long Net);
