using Portal.Domain.Common;
using Portal.Domain.Tax;

namespace Portal.Domain.Rewards;

/// <summary>
/// What a reward is expected to come to after personal income tax, told when its order is decided. How much is withheld in the end depends
/// on the day on which it is earned (R6.2) or paid (R6.3), and on whom it is paid to.
/// </summary>
public readonly record struct Withholding(Dong Gross, Dong Tax)
{
    public Dong Net => Gross - Tax;

    /// <param name="gross">Before tax.</param>
    /// <param name="policy">The policy that the programme follows, as it is in force; null where there is none. One that taxes payments
    /// withholds nothing when it is earned.</param>
    public static Withholding Expected(Dong gross, TaxPolicy? policy) =>
        new(gross, policy is { Basis: TaxBasis.CalendarMonth } ? policy.Rate.Of(gross) : Dong.Zero);
}
