namespace Portal.Domain.Invoices;

/// <summary>Where an invoice to a shop is (R7.9). Words under <c>InvoiceState_…</c>.</summary>
public enum InvoiceState
{
    Open,
    PartlyPaid,
    Paid,
}

/// <summary>What follows from an invoice's amounts and days.</summary>
public static class InvoiceStates
{
    /// <param name="amount">What it asks for, in đồng.</param>
    /// <param name="settled">What was paid for it or set off.</param>
    public static InvoiceState Of(long amount, long settled) =>
        settled >= amount ? InvoiceState.Paid : settled > 0 ? InvoiceState.PartlyPaid : InvoiceState.Open;
}
