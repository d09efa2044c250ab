using Portal.App.Money.Ledger;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Withdrawals;

/// <summary>
/// What a request is in the ledger: set aside once, and ended once. Whatever ends it has the same key, so that a request cannot be
/// both paid and given back, whoever comes at the same moment. Only a later answer of the bank turns that end into the other, by an entry
/// that names the one it corrects.
/// </summary>
internal static class WithdrawalEntries
{
    public static EntryDraft Reserve(Withdrawal withdrawal, string by) =>
        New(withdrawal, EntryReason.Reserved, "reserved", withdrawal.RequestedAt,
            Postings.Reserve(new(withdrawal.Available), new(withdrawal.AvailablePreTax)), by, null);

    public static EntryDraft Cancel(Withdrawal withdrawal, DateTimeOffset at, string by) =>
        GiveBack(withdrawal, EntryReason.Cancelled, at, by, null);

    public static EntryDraft Return(Withdrawal withdrawal, DateTimeOffset at, string by, string reason) =>
        GiveBack(withdrawal, EntryReason.Returned, at, by, reason);

    /// <summary>The bank paid; the tax of a <c>per_payment</c> part is of the month of the payment.</summary>
    public static EntryDraft Pay(Withdrawal withdrawal, long tax, DateTimeOffset at, string by) =>
        New(withdrawal, EntryReason.PaidOut, End, at, Postings.PayOut(new(withdrawal.Amount), new(tax)), by, null) with
        {
            Basis = tax == 0 ? null : TaxBasis.PerPayment,
        };

    /// <summary>A later answer that somebody accepted: paid becomes returned, returned becomes paid.</summary>
    /// <param name="withdrawal">As it was before.</param>
    /// <param name="answerId">The answer, which can be accepted once.</param>
    /// <param name="last">The entry that it corrects.</param>
    /// <param name="tax">Of the payment that is made or undone.</param>
    /// <param name="remitted">That the tax of the undone payment is with the state.</param>
    /// <param name="at">When it was accepted.</param>
    /// <param name="by">Who accepted it.</param>
    /// <param name="note">The bank's words.</param>
    public static EntryDraft Turn(
        Withdrawal withdrawal, Guid answerId, JournalEntry last, long tax, bool remitted, DateTimeOffset at, string by, string? note)
    {
        var (available, preTax) = (new Dong(withdrawal.Available), new Dong(withdrawal.AvailablePreTax));
        var back = withdrawal.State == WithdrawalState.Paid;
        return New(
            withdrawal, back ? EntryReason.Returned : EntryReason.PaidOut, $"answer:{answerId:N}", at,
            back ? Postings.ReturnedAfterAll(available, preTax, new Dong(tax), remitted) : Postings.PaidAfterAll(
                available, preTax, new Dong(tax)), by, note) with
        {
            CorrectsId = last.Id,
            Basis = tax == 0 ? null : TaxBasis.PerPayment,
            TaxMonth = back && !remitted && tax != 0 ? last.TaxMonth : null,
        };
    }

    private const string End = "end";

    private static EntryDraft GiveBack(Withdrawal withdrawal, EntryReason reason, DateTimeOffset at, string by, string? note) =>
        New(withdrawal, reason, End, at, Postings.GiveBack(new(withdrawal.Available), new(withdrawal.AvailablePreTax)), by, note);

    private static EntryDraft New(
        Withdrawal withdrawal, EntryReason reason, string what, DateTimeOffset at, LedgerAmounts amounts, string by, string? note) =>
        new(withdrawal.HolderId, reason, $"withdrawal:{withdrawal.Id:N}:{what}", at, amounts)
        {
            Holder = withdrawal.Holder,
            WithdrawalId = withdrawal.Id,
            By = by,
            Note = note
        };
}
