using Portal.App.Ledger;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Withdrawals;

/// <summary>
/// What a request is in the ledger: set aside once, and ended once. Whatever ends it has the same key, so that a request cannot be
/// both paid and given back, whoever comes at the same moment.
/// </summary>
internal static class WithdrawalEntries
{
    public static EntryDraft Reserve(Withdrawal withdrawal, string by) =>
        New(withdrawal, EntryReason.Reserved, "reserved", withdrawal.RequestedAt, Postings.Reserve(new(withdrawal.Available), new(withdrawal.Untaxed)), by, null);

    public static EntryDraft Cancel(Withdrawal withdrawal, DateTimeOffset at, string by) => GiveBack(withdrawal, EntryReason.Cancelled, at, by, null);

    public static EntryDraft Return(Withdrawal withdrawal, DateTimeOffset at, string by, string reason) => GiveBack(withdrawal, EntryReason.Returned, at, by, reason);

    /// <summary>The bank paid; the tax of a <c>per_payment</c> part is of the month of the payment.</summary>
    public static EntryDraft Pay(Withdrawal withdrawal, long tax, DateTimeOffset at, string by) =>
        New(withdrawal, EntryReason.PaidOut, End, at, Postings.PayOut(new(withdrawal.Amount), new(tax)), by, null) with
        {
            Basis = tax == 0 ? null : TaxBasis.PerPayment,
        };

    private const string End = "end";

    private static EntryDraft GiveBack(Withdrawal withdrawal, EntryReason reason, DateTimeOffset at, string by, string? note) =>
        New(withdrawal, reason, End, at, Postings.GiveBack(new(withdrawal.Available), new(withdrawal.Untaxed)), by, note);

    private static EntryDraft New(Withdrawal withdrawal, EntryReason reason, string what, DateTimeOffset at, LedgerAmounts amounts, string by, string? note) =>
        new(withdrawal.PartnerId, reason, $"withdrawal:{withdrawal.Id:N}:{what}", at, amounts) { WithdrawalId = withdrawal.Id, By = by, Note = note };
}
