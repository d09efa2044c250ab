using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Tax;

namespace Portal.Domain.Programmes;

/// <summary>
/// One thing that a programme promises or asks, in force by its settings: the rule of the rule book, which sentence says it
/// (one of <see cref="RuleCodes"/>, resource <c>Rule_{code}</c>) and the settings that stand in it.
/// </summary>
public sealed record RuleSentence(string Rule, string Code, IReadOnlyDictionary<string, string> Facts)
{
    internal static RuleSentence Of(string rule, string code, params IEnumerable<(string Name, string Value)> facts) =>
        new(rule, code, facts.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal));
}

/// <summary>
/// A programme's rules as people read them, made from its settings: every setting stands in some sentence, so that nobody
/// learns of one only when it decides against them.
/// </summary>
public static class ProgrammeRules
{
    /// <summary>In the order in which somebody asks: whom an order counts for, what it earns, when it is paid.</summary>
    /// <param name="settings">The programme's.</param>
    /// <param name="policies">The tax policies that there are; the one that counts says how much is withheld (R6.3).</param>
    /// <param name="day">The local day of which the rules are told.</param>
    public static IReadOnlyList<RuleSentence> Of(ProgrammeSettings settings, IReadOnlyCollection<TaxPolicy> policies, DateOnly day) =>
        settings switch
        {
            ShopAffiliateSettings s => [.. Counting(s), .. Rates(s.Rates), Paid(), .. Money(s, policies, day), Disputes(s)],
            ReferAFriendSettings s => [Joining(s), .. Counting(s), .. Rates(s.Rates), Paid(), .. Money(s, policies, day), Disputes(s)],
            NewCustomerSettings s => [.. Counting(s), .. NewCustomer(s), Paid(), .. Money(s, policies, day), Disputes(s)],
            RentalSurchargeSettings s => Surcharge(s),
            LoyaltySettings s => Loyalty(s),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings, "No such template."),
        };

    private static IEnumerable<RuleSentence> Counting(RewardingSettings settings)
    {
        yield return (settings.Attribution, settings.Window) switch
        {
            (AttributionModel.LastClick, { } days) => RuleSentence.Of("R1.4", RuleCodes.LastClick, ("windowDays", Invariant.Text(days))),
            (AttributionModel.LastClick, null) => RuleSentence.Of("R1.4", RuleCodes.LastClickForGood),
            (_, { } days) => RuleSentence.Of("R1.7", RuleCodes.FirstBinding, ("windowDays", Invariant.Text(days))),
            _ => RuleSentence.Of("R1.7", RuleCodes.FirstBindingForGood),
        };
        yield return RuleSentence.Of("R1.6", RuleCodes.AnyProduct);
        yield return RuleSentence.Of("R1.8", settings.AllowCodes ? RuleCodes.CodesUsed : RuleCodes.CodesNotUsed);
        yield return RuleSentence.Of("R1.9", settings.AllowSelfReferral ? RuleCodes.SelfReferralAllowed : RuleCodes.SelfReferralRefused);
        yield return RuleSentence.Of("R1.10", settings.IdentityGate ? RuleCodes.IdentityRequired : RuleCodes.IdentityNotRequired);
    }

    private static RuleSentence Joining(ReferAFriendSettings settings) => settings switch
    {
        { OrdersNeeded: 0 } => RuleSentence.Of("R4.2", RuleCodes.JoinOpen),
        { MinSuccessfulOrdersOperator: ThresholdOperator.MoreThan } =>
            RuleSentence.Of("R4.2", RuleCodes.JoinAfterMoreOrders, ("orders", Invariant.Text(settings.MinSuccessfulOrders))),
        _ => RuleSentence.Of("R4.2", RuleCodes.JoinAfterOrders, ("orders", Invariant.Text(settings.MinSuccessfulOrders))),
    };

    private static IEnumerable<RuleSentence> Rates(Rates rates)
    {
        foreach (var (category, rate) in rates.Categories.OrderBy(category => category.Key, StringComparer.Ordinal))
            yield return RuleSentence.Of("R3.2", RuleCodes.RateOfCategory, ("category", category), ("rateBps", Invariant.Text(rate.Value)));
        yield return RuleSentence.Of(
            "R3.2", rates.Categories.Count == 0 ? RuleCodes.RateOfAll : RuleCodes.RateOfOthers,
            ("rateBps", Invariant.Text(rates.Default.Value)));
        yield return RuleSentence.Of("R3.2", RuleCodes.RewardBase);
    }

    private static IEnumerable<RuleSentence> NewCustomer(NewCustomerSettings settings)
    {
        yield return RuleSentence.Of("R5.2", RuleCodes.NewCustomersOnly);
        yield return settings.MinOrderValue == Dong.Zero
            ? RuleSentence.Of("R5.4", RuleCodes.NoMinimumOrder)
            : RuleSentence.Of("R5.4", RuleCodes.MinimumOrder, ("amount", Invariant.Text(settings.MinOrderValue)));
        yield return RuleSentence.Of("R5.4", settings.RequirePickupPoint ? RuleCodes.PickupPointRequired : RuleCodes.PickupPointFree);
        yield return RuleSentence.Of(
            "R5.5", settings.DeviceInvalidWindow == DeviceWindow.Day ? RuleCodes.DeviceInvalidDay : RuleCodes.DeviceInvalidWeek);
        yield return RuleSentence.Of(
            "R5.4", settings.DeviceValidWindow == DeviceWindow.Day ? RuleCodes.DeviceNotValidDay : RuleCodes.DeviceNotValidWeek);
        yield return RuleSentence.Of("R5.7", settings.TierBasis == TierBasis.OrderValue ? RuleCodes.TierByOrder : RuleCodes.TierByWeek);
        foreach (var tier in settings.Tiers)
            yield return RuleSentence.Of(
                "R5.7", RuleCodes.Tier, ("from", Invariant.Text(tier.MinOrderValue)), ("amount", Invariant.Text(tier.Amount)));
    }

    private static RuleSentence Paid() => RuleSentence.Of("R2.3", RuleCodes.EarnedWhenPaid);

    private static IEnumerable<RuleSentence> Money(RewardingSettings settings, IReadOnlyCollection<TaxPolicy> policies, DateOnly day)
    {
        var monthly = settings.TaxPolicy == TaxBasis.CalendarMonth;
        yield return policies.InForce(settings.TaxPolicy, day) is { } policy
            ? RuleSentence.Of(
                monthly ? "R6.4" : "R6.3", monthly ? RuleCodes.TaxCalendarMonth : RuleCodes.TaxPerPayment,
                ("rateBps", Invariant.Text(policy.Rate.Value)), ("threshold", Invariant.Text(policy.Threshold)))
            : RuleSentence.Of("R6.3", monthly ? RuleCodes.NoMonthlyTaxPolicy : RuleCodes.NoPaymentTaxPolicy);
        yield return settings.MinimumWithdrawal == Dong.Zero
            ? RuleSentence.Of("R6.5", RuleCodes.NoMinimumWithdrawal)
            : RuleSentence.Of("R6.5", RuleCodes.MinimumWithdrawal, ("amount", Invariant.Text(settings.MinimumWithdrawal)));
    }

    private static IReadOnlyList<RuleSentence> Surcharge(RentalSurchargeSettings settings) =>
    [
        RuleSentence.Of("R7.3", RuleCodes.SurchargeRate, ("rateBps", Invariant.Text(settings.RateBps.Value))),
        RuleSentence.Of("R7.3", RuleCodes.SurchargeBase),
        RuleSentence.Of("R7.1", RuleCodes.IndividualOwner),
        RuleSentence.Of("R7.2", RuleCodes.ProfessionalOwner),
        settings.FreeOrders == 0
            ? RuleSentence.Of("R7.2", RuleCodes.NoFreeOrders)
            : RuleSentence.Of("R7.2", RuleCodes.FreeOrders,
                ("free", Invariant.Text(settings.FreeOrders)), ("next", Invariant.Text(settings.FreeOrders + 1))),
        RuleSentence.Of("R7.6", RuleCodes.IntroducedByOwner),
        RuleSentence.Of("R7.4", RuleCodes.SurchargeFrom,
            ("from", Invariant.Text(settings.EffectiveFrom)), ("legacyFrom", Invariant.Text(settings.LegacyEffectiveFrom))),
        RuleSentence.Of("R7.5", RuleCodes.SurchargeWhenSuccessful),
        Disputes(settings),
    ];

    private static RuleSentence Disputes(DisputableSettings settings) => RuleSentence.Of(
        "R8.8",
        settings.UnansweredDispute switch
        {
            UnansweredDispute.Accept => RuleCodes.UnansweredAccepted,
            UnansweredDispute.Reject => RuleCodes.UnansweredRejected,
            _ => RuleCodes.UnansweredEscalated,
        });

    private static IReadOnlyList<RuleSentence> Loyalty(LoyaltySettings settings) =>
    [
        settings.PointsPer1000 == 0
            ? RuleSentence.Of("R9.2", RuleCodes.NoPoints)
            : RuleSentence.Of("R9.2", RuleCodes.Points, ("points", Invariant.Text(settings.PointsPer1000)), ("amount", "1000")),
        .. settings.TierSteps.Count == 0
            ? [RuleSentence.Of("R9.2", RuleCodes.NoTierSteps)]
            : settings.TierSteps.Select(
                step => RuleSentence.Of("R9.2", RuleCodes.TierStep, ("name", step.Name), ("from", Invariant.Text(step.MinPaid)))),
        RuleSentence.Of("R9.4", settings.SmsCareOnly ? RuleCodes.SmsCareOnly : RuleCodes.SmsPromotions),
        RuleSentence.Of("R9.5", RuleCodes.WinBack, ("days", Invariant.Text(settings.WinBackDays))),
    ];
}
