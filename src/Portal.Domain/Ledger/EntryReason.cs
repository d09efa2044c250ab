namespace Portal.Domain.Ledger;

/// <summary>The fact that an entry records.</summary>
public enum EntryReason
{
    /// <summary>A reward was earned (R6.2).</summary>
    Reward,

    /// <summary>A reward that was earned is not any more (R3.3); names the entry that it corrects.</summary>
    Reversal,

    /// <summary>An earned reward is looked at, and not to be paid.</summary>
    Hold,

    /// <summary>A held reward can be paid.</summary>
    Release,

    /// <summary>A withdrawal was requested (R6.5).</summary>
    Reserved,

    /// <summary>A request was withdrawn before its batch was made (R6.6).</summary>
    Cancelled,

    /// <summary>The bank paid.</summary>
    PaidOut,

    /// <summary>The bank rejected the payment, or it was left out of its batch for good; the money is available again (R6.6).</summary>
    Returned,

    /// <summary>Month close: the withheld tax goes to the state (R6.4).</summary>
    TaxRemitted,

    /// <summary>Month close: the withheld tax comes back (R6.4).</summary>
    TaxRefunded,

    /// <summary>A person corrected the balance, with a reason.</summary>
    Adjustment,

    /// <summary>An order of a shop is successful: its surcharge, and the promotion that the platform owes (R7.3, R7.9).</summary>
    Surcharge,

    /// <summary>What was posted for a shop's order does not stand any more (R7.5); names the entry that it corrects.</summary>
    SurchargeReversal,

    /// <summary>What a shop owes for its weeks was invoiced (R7.9).</summary>
    Invoiced,

    /// <summary>A shop paid for an invoice; what is too much is in its favour.</summary>
    InvoicePaid,

    /// <summary>What a shop was to be settled with went against an open invoice.</summary>
    SetOff,
}
