using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Tracking;

namespace Portal.Domain.Programs;

/// <summary>
/// How a programme decided about an order: one of <see cref="Decisions"/>, for whom, by which click and which version, what
/// it earns line by line and in all, and why. Whether the reward is pending, earned, void or reversed follows from the
/// order's state alone (<see cref="RewardStates"/>), so a decision stands while the order moves.
/// </summary>
public sealed record ProgrammeDecision(
    string Decision,
    Guid? PartnerId,
    long? ClickId,
    Guid? VersionId,
    IReadOnlyList<TraceStep> Trace,
    IReadOnlyList<RewardLine> Lines,
    Dong Gross,
    Dong Tax,
    Dong Net);

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
}

/// <summary>The programme "VNPT Shop affiliate" (R3): whom an order belongs to and what it earns him.</summary>
public static class ShopAffiliate
{
    /// <param name="programmeId">The programme that decides.</param>
    /// <param name="versions">Its versions; settings of another template are a bug.</param>
    /// <param name="order">An order that <see cref="OrderCheck"/> let through.</param>
    public static ProgrammeDecision Decide(Guid programmeId, IEnumerable<ProgrammeVersionFact> versions, OrderFacts order)
    {
        if (VersionChoice.InForce(versions, order.PlacedAt) is not { } version)
        {
            return Nothing(Decisions.ProgramInactive, null,
                [TraceStep.Of("R10.1", TraceOutcomes.ProgramInactive, ("placedAt", Invariant.Text(order.PlacedAt)))]);
        }

        var settings = (ShopAffiliateSettings)version.Settings;
        var attribution = Attribution.Decide(new AttributionFacts(programmeId, settings, order.PlacedAt, order.Clicks, order.Partners)
        {
            OrderClickUnknown = order.OrderClickUnknown,
            Code = order.Code,
            Binding = order.Binding,
        });
        List<TraceStep> trace = [InForce(version, order.PlacedAt), .. attribution.Trace];
        if (attribution.PartnerId is null)
            return Nothing(attribution.Decision, version.Id, trace);

        var reward = ShopAffiliateReward.Compute(settings.Rates, order.Lines, order.Amounts);
        var withheld = Withholding.From(reward.Gross);
        trace.AddRange(reward.Trace);
        trace.Add(TraceStep.Of("R6.2", TraceOutcomes.TaxWithheld,
            ("gross", Invariant.Text(withheld.Gross)), ("tax", Invariant.Text(withheld.Tax)),
            ("net", Invariant.Text(withheld.Net)), ("rateBps", Invariant.Text(Withholding.Rate.Value))));
        return new ProgrammeDecision(
            attribution.Decision, attribution.PartnerId, attribution.ClickId, version.Id, trace,
            reward.Lines, withheld.Gross, withheld.Tax, withheld.Net);
    }

    private static TraceStep InForce(ProgrammeVersionFact version, DateTimeOffset placedAt) => TraceStep.Of("R10.1", TraceOutcomes.VersionInForce,
        ("version", Invariant.Text(version.Number)),
        ("effectiveFromAt", Invariant.Text(version.EffectiveFrom)),
        ("placedAt", Invariant.Text(placedAt)));

    private static ProgrammeDecision Nothing(string decision, Guid? version, IReadOnlyList<TraceStep> trace) =>
        new(decision, null, null, version, trace, [], Dong.Zero, Dong.Zero, Dong.Zero);
}
