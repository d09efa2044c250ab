using Portal.App.Money.Ledger;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Invoices;

/// <summary>What an invoice is in the ledger: asked for once, then paid and set off in parts (R7.9).</summary>
internal static class InvoiceEntries
{
    public static EntryDraft Issue(Invoice invoice) =>
        New(invoice, EntryReason.Invoiced, "issued", invoice.IssuedAt, Postings.Invoice(new Dong(invoice.Amount)));

    /// <param name="invoice">As it was before the payment.</param>
    /// <param name="payment">The payment.</param>
    public static EntryDraft Pay(Invoice invoice, InvoicePayment payment) =>
        New(invoice, EntryReason.InvoicePaid, $"payment:{payment.Id:N}", payment.RecordedAt,
            Postings.InvoicePayment(new Dong(payment.Amount), new Dong(invoice.OpenAmount))) with
        {
            By = payment.RecordedBy,
            Note = payment.Reference,
        };

    /// <param name="invoice">Of which a part is set off.</param>
    /// <param name="part">What of a statement in the shop's favour goes against it.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Who made the settlement batch.</param>
    public static EntryDraft SetOff(Invoice invoice, InvoicePart part, DateTimeOffset at, string by) =>
        New(invoice, EntryReason.SetOff, $"setoff:{part.Id:N}", at, Postings.SetOff(new Dong(-part.Amount))) with { By = by };

    private static EntryDraft New(Invoice invoice, EntryReason reason, string what, DateTimeOffset at, LedgerAmounts amounts) =>
        new(invoice.ShopId, reason, $"invoice:{invoice.Id:N}:{what}", at, amounts)
        {
            Holder = LedgerHolder.Shop,
            InvoiceId = invoice.Id,
        };
}
