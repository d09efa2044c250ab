namespace Portal.Domain.Tax;

/// <summary>What is looked at before a month is closed (R6.4), the blocking ones first.</summary>
public enum CloseCheck
{
    /// <summary>The month is over.</summary>
    MonthOver,

    /// <summary>No earlier month with entries is open.</summary>
    EarlierMonths,

    /// <summary>No batch of an earlier month is open.</summary>
    OpenBatches,

    /// <summary>No line of a bank's answer waits for somebody.</summary>
    ReconciliationExceptions,

    /// <summary>The last audit found nothing.</summary>
    Audit,

    /// <summary>There is a tax policy for what was withheld in the month.</summary>
    TaxPolicy,

    /// <summary>No reward is held. Does not block: a held reward is earned, and its tax is settled as every other's.</summary>
    HeldRewards,

    /// <summary>No earned reward waits to be posted. Does not block: it goes to the open month then, naming its own.</summary>
    UnpostedRewards,
}

/// <param name="Count">How many there are of what should not be.</param>
public sealed record CloseCheckResult(CloseCheck Check, int Count)
{
    public bool Passed => Count == 0;

    /// <summary>Whether the month cannot be closed because of it.</summary>
    public bool Blocks => !Passed && Check is not (CloseCheck.HeldRewards or CloseCheck.UnpostedRewards);
}
