namespace Portal.Domain.Tax;

/// <summary>What a partner is to the tax office.</summary>
public enum PayeeType
{
    Individual,

    /// <summary>Hộ kinh doanh: declares its own tax.</summary>
    HouseholdBusiness,

    /// <summary>Sends invoices and declares its own tax.</summary>
    Company,
}

/// <summary>
/// Whom the money goes to. Tax is withheld from an individual, unless their commitment that they stay under the taxable income
/// (cam kết 08) is on file for the day.
/// </summary>
/// <param name="CommitmentFrom">The first local day that the commitment counts for; null without one.</param>
/// <param name="CommitmentUntil">The last.</param>
public readonly record struct Payee(PayeeType Type, DateOnly? CommitmentFrom = null, DateOnly? CommitmentUntil = null)
{
    public bool IsWithheldFrom(DateOnly day) =>
        Type == PayeeType.Individual && !(CommitmentFrom is { } from && day >= from && (CommitmentUntil is not { } until || day <= until));
}
