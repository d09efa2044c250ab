namespace Portal.App.Money.Invoices;

/// <summary>Why an invoice is not shown, or a payment not recorded.</summary>
public static class InvoiceRefusals
{
    /// <summary>No such invoice.</summary>
    public const string NotFound = "invoice_not_found";

    /// <summary>The invoice has a payment with this reference. Facts: <c>number</c>, <c>reference</c>.</summary>
    public const string PaymentKnown = "payment_known";
}
