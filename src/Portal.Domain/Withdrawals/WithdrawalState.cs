namespace Portal.Domain.Withdrawals;

/// <summary>Where a request for money is on its way to the bank account.</summary>
public enum WithdrawalState
{
    /// <summary>The money is set aside; the partner can still take the request back (R6.6).</summary>
    Requested,

    /// <summary>In a batch that is made, or that the bank has; nobody can take it back.</summary>
    InBatch,

    /// <summary>The bank said that it paid.</summary>
    Paid,

    /// <summary>The bank said no, or finance left it out for good; the money is available again, with the reason (R6.6).</summary>
    Returned,

    /// <summary>The partner took it back.</summary>
    Cancelled,
}
