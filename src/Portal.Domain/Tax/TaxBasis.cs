namespace Portal.Domain.Tax;

/// <summary>What the threshold of a tax policy is compared with (R6.3).</summary>
public enum TaxBasis
{
    /// <summary>A payee's gross of a calendar month: withheld as it is earned, settled at the month's close (R6.4).</summary>
    CalendarMonth,

    /// <summary>One payment: withheld when it is paid.</summary>
    PerPayment,
}
