namespace Portal.Domain.Ledger;

/// <summary>Whose money an entry moves.</summary>
public enum LedgerHolder
{
    Partner,

    /// <summary>A shop owner, with what is between them and the platform (R7.9).</summary>
    Shop,
}
