using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>What a partner has, in đồng.</summary>
/// <param name="Pending">Rewards after tax whose orders wait; null for an instant that is past, of which only the ledger knows.</param>
/// <param name="PendingGross">The same before tax, as the list of those orders adds it up.</param>
/// <param name="Available">What they can withdraw; negative when a reversal took more than there was (R6.7).</param>
/// <param name="Held">Earned, but looked at.</param>
/// <param name="Reserved">Requested and not yet paid.</param>
/// <param name="TaxWithheld">Held now, neither remitted nor given back.</param>
/// <param name="Earned">All that they ever earned, before tax, less reversals.</param>
/// <param name="AsOf">The instant that it is the balance of.</param>
public sealed record BalanceView(
    long? Pending, long? PendingGross, long Available, long Held, long Reserved, long TaxWithheld, long TaxRemitted, long PaidOut,
    long Earned, DateTimeOffset AsOf)
{
    /// <summary>One part of it, in đồng.</summary>
    public long Of(BalancePart part) => part switch
    {
        BalancePart.Available => Available,
        BalancePart.TaxWithheld => TaxWithheld,
        BalancePart.Held => Held,
        BalancePart.Reserved => Reserved,
        BalancePart.PaidOut => PaidOut,
        _ => TaxRemitted,
    };

    internal static BalanceView Of(LedgerAmounts amounts, (long Net, long Gross)? pending, DateTimeOffset asOf) => new(
        pending?.Net, pending?.Gross, amounts.Payable.Amount, amounts.Held.Amount, amounts.Reserved.Amount, amounts.TaxWithheld.Amount,
        amounts.TaxRemitted.Amount,
        amounts.PaidOut.Amount, -amounts.Earned.Amount, asOf);
}

/// <summary>Which entries. What is null does not narrow.</summary>
/// <param name="HolderId">Of this partner or shop; a partner sees their own whatever it says.</param>
/// <param name="Holder">Only partners' or only shops'.</param>
/// <param name="Recorded">When they were recorded.</param>
/// <param name="Month">The first day of the month in whose books they stand.</param>
/// <param name="Search">Part of the order's number, of a payment reference, or of the partner's name with or without diacritics.</param>
/// <param name="Part">Only those that move this part of the balance: they add up to what it is.</param>
public sealed record EntryFilter(
    Guid? HolderId = null, EntryReason? Reason = null, Period? Recorded = null, DateOnly? Month = null, string? Search = null,
    BalancePart? Part = null, LedgerHolder? Holder = null);

/// <summary>An entry with what caused it.</summary>
/// <param name="Month">In whose books it stands.</param>
/// <param name="LateForMonth">The closed month that it belongs to; null where that is <paramref name="Month"/> itself (R6.4).</param>
/// <param name="Gross">What it adds to the earnings before tax.</param>
/// <param name="Tax">What it adds to the tax withheld.</param>
/// <param name="Available">What it adds to what can be withdrawn.</param>
/// <param name="Reference">Of the withdrawal that caused it.</param>
/// <param name="Batch">The number of the batch that it is in.</param>
/// <param name="Corrects">The entry that it takes back.</param>
/// <param name="Surcharged">What the platform earns by it from a shop.</param>
/// <param name="Promotion">What it adds to the promotions that the platform owes a shop.</param>
/// <param name="Statement">The number of the weekly statement in which it stands (R7.8).</param>
/// <param name="Invoice">The number of the invoice that it is about.</param>
/// <param name="Invoiced">What it adds to what a shop was invoiced for and has not paid.</param>
/// <param name="Received">What it adds to what a shop paid to the platform.</param>
/// <param name="By">Who did it; the operator's people are not named to partners.</param>
public sealed record EntryView(
    Guid Id, Guid HolderId, LedgerHolder Holder, string HolderName, EntryReason Reason, DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt, DateOnly Month,
    DateOnly? LateForMonth,
    string? Order, string? Shop, string? Programme, string? Reference, string? Batch, Guid? OrderId, Guid? WithdrawalId, Guid? Corrects,
    string? Statement, Guid? StatementId, string? Invoice, Guid? InvoiceId,
    long Gross, long Tax, long Available, long Held, long Reserved, long TaxRemitted, long PaidOut, long Surcharged, long Promotion,
    long Invoiced, long Received,
    string? Note, string? By, string Hash)
{
    /// <summary>The dispute that it follows from.</summary>
    public Guid? DisputeId { get; init; }

    /// <summary>The dispute's number.</summary>
    public string? Dispute { get; init; }

    /// <summary>
    /// What the state takes of it: negative where tax is kept back or paid, positive where it comes back. Remitting what is kept back takes
    /// no more.
    /// </summary>
    public long TaxTaken => -(Tax + TaxRemitted);

    /// <summary>What it moves of one part of the balance.</summary>
    public long Of(BalancePart part) => part switch
    {
        BalancePart.Available => Available,
        BalancePart.TaxWithheld => Tax,
        BalancePart.Held => Held,
        BalancePart.Reserved => Reserved,
        BalancePart.PaidOut => PaidOut,
        _ => TaxRemitted,
    };
}

/// <summary>What a programme earned in a month before tax; no programme is what was corrected by hand.</summary>
/// <param name="Month">The first day of the month in whose books it stands.</param>
/// <param name="Gross">Reversals deducted; đồng.</param>
public sealed record MonthEarned(DateOnly Month, string? Programme, long Gross);
