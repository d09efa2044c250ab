using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Tax;
using Portal.Domain.Tracking;

namespace Portal.Domain.Programmes;

/// <summary>
/// Where an order stands among the orders of its shop: by when it was placed and, at the same instant, by its number. Never by
/// when it arrived.
/// </summary>
public readonly record struct OrderPosition(DateTimeOffset PlacedAt, string ExternalId) : IComparable<OrderPosition>
{
    public static bool operator <(OrderPosition left, OrderPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(OrderPosition left, OrderPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrderPosition left, OrderPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrderPosition left, OrderPosition right) => left.CompareTo(right) >= 0;

    public int CompareTo(OrderPosition other)
    {
        var placed = PlacedAt.UtcTicks.CompareTo(other.PlacedAt.UtcTicks);
        return placed != 0 ? placed : string.CompareOrdinal(ExternalId, other.ExternalId);
    }
}

/// <summary>
/// An order as a programme looks at it: what was bought and the traces that lead to a partner, without the programme's own
/// settings, which depend on when it was placed (R10.1).
/// </summary>
public sealed record OrderFacts(
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderLine> Lines,
    OrderAmounts Amounts,
    IReadOnlyCollection<ClickFact> Clicks,
    IReadOnlyDictionary<Guid, PartnerFact> Partners)
{
    public bool OrderClickUnknown { get; init; }

    public TypedCodeFact? Code { get; init; }

    public BindingFact? Binding { get; init; }

    /// <summary>What came back of it (R2.6).</summary>
    public Returns Returned { get; init; } = Returns.None;

    /// <summary>The tax policies that there are; which one counts, the day and the programme's settings say (R6.3).</summary>
    public IReadOnlyList<TaxPolicy> TaxPolicies { get; init; } = [];

    /// <summary>What was ruled about the order in this programme (R8.6), in any order.</summary>
    public IReadOnlyList<RulingFact> Rulings { get; init; } = [];
}

/// <summary>The steps that the decisions of all templates share.</summary>
internal static class DecisionSteps
{
    public static TraceStep Inactive(DateTimeOffset placedAt) =>
        TraceStep.Of("R10.1", TraceOutcomes.ProgramInactive, ("placedAt", Invariant.Text(placedAt)));

    public static TraceStep InForce(ProgrammeVersionFact version, DateTimeOffset placedAt) =>
        TraceStep.Of("R10.1", TraceOutcomes.VersionInForce,
        ("version", Invariant.Text(version.Number)),
        ("effectiveFromAt", Invariant.Text(version.EffectiveFrom)),
        ("placedAt", Invariant.Text(placedAt)));

    /// <summary>What becomes of a reward's tax, by the policy in force on the day on which the order was placed.</summary>
    public static (Withholding Withheld, TraceStep Step) Withhold(Dong gross, RewardingSettings settings, OrderFacts order)
    {
        var day = LocalCalendar.Day(order.PlacedAt);
        var policy = order.TaxPolicies.InForce(settings.TaxPolicy, day);
        var withheld = Withholding.Expected(gross, policy);
        return (withheld, policy switch
        {
            null => TraceStep.Of("R6.3", TraceOutcomes.TaxPolicyMissing, ("day", Invariant.Text(day))),
            { Basis: TaxBasis.PerPayment } => TraceStep.Of("R6.3", TraceOutcomes.TaxAtPayment,
                ("rateBps", Invariant.Text(policy.Rate.Value)), ("threshold", Invariant.Text(policy.Threshold))),
            _ => TraceStep.Of("R6.2", TraceOutcomes.TaxWithheld,
                ("gross", Invariant.Text(withheld.Gross)), ("tax", Invariant.Text(withheld.Tax)),
                ("net", Invariant.Text(withheld.Net)), ("rateBps", Invariant.Text(policy.Rate.Value))),
        });
    }

    /// <summary>The tax that is expected of a reward.</summary>
    public static Dong TaxOf(Dong gross, RewardingSettings settings, OrderFacts order) => Withhold(gross, settings, order).Withheld.Tax;

    public static AttributionResult Attribute(Guid programmeId, RewardingSettings settings, OrderFacts order) =>
        Attribution.Decide(new AttributionFacts(programmeId, settings, order.PlacedAt, order.Clicks, order.Partners)
        {
            OrderClickUnknown = order.OrderClickUnknown,
            Code = order.Code,
            Binding = order.Binding,
            Ruled = order.Rulings.OnPartner(partner => order.Partners.GetValueOrDefault(partner) is { InProgramme: true }),
        });
}
