using Portal.Domain.Common;

namespace Portal.Domain.Tax;

/// <summary>How income tax is withheld between two dates (R6.3). A policy is never changed: another one follows it.</summary>
/// <param name="Basis">What the threshold is compared with.</param>
/// <param name="Threshold">From this gross amount on the tax is due.</param>
/// <param name="Rate">Of the gross amount.</param>
/// <param name="From">The first local day on which it is in force.</param>
/// <param name="Until">The last; null while none is known.</param>
/// <param name="LegalGround">The law that says so, as people cite it.</param>
public sealed record TaxPolicy(TaxBasis Basis, Dong Threshold, BasisPoints Rate, DateOnly From, DateOnly? Until, string LegalGround)
{
    public bool IsInForce(DateOnly day) => day >= From && (Until is not { } last || day <= last);

    /// <summary>Whether a gross amount of a month, or of a payment, is so much that its tax is due.</summary>
    public bool IsReachedBy(Dong gross) => gross >= Threshold;

    /// <summary>The tax that is kept back of a gross amount of this payee, rounded half away from zero (R6.2).</summary>
    public Dong Withhold(Dong gross, Payee payee, DateOnly day) => payee.IsWithheldFrom(day) ? Rate.Of(gross) : Dong.Zero;
}

/// <summary>Which policy counts on a day.</summary>
public static class TaxPolicies
{
    /// <summary>
    /// The policy of this basis in force on a local day, the one that began last where several are; null where none is, and then nothing
    /// may be paid (R6.3).
    /// </summary>
    public static TaxPolicy? InForce(this IEnumerable<TaxPolicy> policies, TaxBasis basis, DateOnly day) =>
        policies.Where(policy => policy.Basis == basis && policy.IsInForce(day)).MaxBy(policy => policy.From);

    /// <summary>The policy that a month is settled by (R6.4): the one in force on its last day.</summary>
    /// <param name="policies">All of them.</param>
    /// <param name="month">The first day of the month.</param>
    public static TaxPolicy? OfMonth(this IEnumerable<TaxPolicy> policies, DateOnly month) =>
        policies.InForce(TaxBasis.CalendarMonth, month.AddMonths(1).AddDays(-1));
}
