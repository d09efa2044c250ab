namespace Portal.Domain.Eligibility;

/// <summary>What two accounts of one shop can have in common that makes them a likely duplicate (R4.4).</summary>
[Flags]
public enum TraitKinds
{
    None = 0,
    Phone = 1,
    Device = 2,

    /// <summary>The same mailbox under another spelling; see <see cref="NormalisedEmail"/>.</summary>
    NormalisedEmail = 4,

    /// <summary>A bank account of the partner with the address of the account.</summary>
    BankAccount = 8,
}
