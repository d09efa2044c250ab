using Portal.Domain.Common;
using Portal.Domain.Tax;

namespace Portal.Domain.Tests.Tax;

/// <summary>The two policies that ship with the product (R6.3), and others that a law could bring.</summary>
internal static class ShippedPolicies
{
    public static readonly TaxPolicy Monthly = new(
        TaxBasis.CalendarMonth, new Dong(2_000_000), new BasisPoints(1000), new DateOnly(2013, 10, 1), null, "Thông tư 111/2013/TT-BTC");

    public static readonly TaxPolicy PerPayment =
        new(TaxBasis.PerPayment, new Dong(5_000_000), new BasisPoints(1000), new DateOnly(2026, 7, 1), null, "Nghị định 253/2026");

    public static readonly IReadOnlyList<TaxPolicy> All = [Monthly, PerPayment];
}
