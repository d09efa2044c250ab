namespace Portal.Web.Components.Shared;

/// <summary>Which đồng an amount counts. Words under <c>Basis_…</c>.</summary>
public enum AmountBasis
{
    BeforeTax,

    /// <summary>After what was withheld up to now; tax that is due at a payment comes off then.</summary>
    AfterTax,

    /// <summary>The tax itself.</summary>
    Tax,

    /// <summary>As partners asked for it; tax that is due at the payment comes off then.</summary>
    Requested,

    /// <summary>What is still to be paid.</summary>
    Open,

    /// <summary>What the bank transfers.</summary>
    Transfer,
}
