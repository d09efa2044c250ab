using Portal.Domain.Common;

namespace Portal.Domain.Tax;

/// <summary>What becomes of the tax that was withheld from a partner in a month (R6.4): one of the two is zero.</summary>
/// <param name="Remit">Goes to the state.</param>
/// <param name="Refund">Comes back on the first day of the next month.</param>
public readonly record struct TaxSettlement(Dong Remit, Dong Refund)
{
    /// <param name="policy">The month's.</param>
    /// <param name="gross">Their gross of the month, tax included, reversals deducted, over all programmes that follow the policy.</param>
    /// <param name="withheld">The tax kept back of it.</param>
    public static TaxSettlement OfMonth(TaxPolicy policy, Dong gross, Dong withheld) =>
        policy.IsReachedBy(gross) ? new(withheld, Dong.Zero) : new(Dong.Zero, withheld);
}

/// <summary>The tax of one payment (R6.3, <c>per_payment</c>).</summary>
public static class PaymentTax
{
    /// <param name="policy">In force on the day of the payment.</param>
    /// <param name="gross">What of the payment is not taxed yet.</param>
    /// <param name="payee">Whom it goes to.</param>
    /// <param name="asked">Whether the payee asked for the tax to be withheld in any case.</param>
    /// <param name="day">The local day of the payment.</param>
    public static Dong Of(TaxPolicy policy, Dong gross, Payee payee, bool asked, DateOnly day) =>
        policy.IsReachedBy(gross) || asked ? policy.Withhold(gross, payee, day) : Dong.Zero;

    /// <summary>
    /// The same for a payment that is made of several requests: rounded once, for the whole, and shared out over them in proportion, so
    /// that the shares add up to it to the đồng.
    /// </summary>
    /// <param name="policy">In force on the day of the payment.</param>
    /// <param name="parts">What of each request is not taxed yet.</param>
    /// <param name="payee">Whom it goes to.</param>
    /// <param name="asked">Whether the payee asked for the tax to be withheld in any case.</param>
    /// <param name="day">The local day of the payment.</param>
    public static Dong[] Shares(TaxPolicy policy, IReadOnlyList<Dong> parts, Payee payee, bool asked, DateOnly day) =>
        LargestRemainder.Share(Of(policy, parts.Aggregate(Dong.Zero, (sum, part) => sum + part), payee, asked, day), parts);
}
