using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.Domain.Programmes;

/// <summary>
/// The programmes that pay a share of each order: "VNPT Shop affiliate" (R3) and "Thêm bạn thêm vui" (R4.1). Whom an order
/// belongs to and what it earns them; who may take part in the second is decided elsewhere (R4.2).
/// </summary>
public static class SalesShare
{
    /// <param name="programmeId">The programme that decides.</param>
    /// <param name="versions">Its versions; settings of another template are a bug.</param>
    /// <param name="order">An order that <see cref="OrderCheck"/> let through.</param>
    public static RewardDecision Decide(Guid programmeId, IEnumerable<ProgrammeVersionFact> versions, OrderFacts order)
    {
        if (VersionChoice.InForce(versions, order.PlacedAt) is not { } version)
            return RewardDecision.Nothing(Decisions.ProgramInactive, null, [DecisionSteps.Inactive(order.PlacedAt)]);

        var settings = (SalesShareSettings)version.Settings;
        var attribution = DecisionSteps.Attribute(programmeId, settings, order);
        List<Common.TraceStep> trace = [DecisionSteps.InForce(version, order.PlacedAt), .. attribution.Trace];
        if (attribution.PartnerId is not { } partner)
            return RewardDecision.Nothing(attribution.Decision, version.Id, trace, attribution.CandidateId, attribution.ClickId);

        var reward = SalesShareReward.Compute(settings.Rates, order.Lines, order.Amounts, order.Returned, order.Rulings.OnRewardBase());
        var (withheld, step) = DecisionSteps.Withhold(reward.Gross, settings, order);
        trace.AddRange(reward.Trace);
        trace.Add(step);
        return new RewardDecision(
            attribution.Decision, partner, null, attribution.ClickId, version.Id, trace,
            reward.Lines, withheld.Gross, withheld.Tax, withheld.Net)
        {
            BroughtBy = partner,
            Reversed = reward.Reversed,
            ReversedTax = DecisionSteps.TaxOf(reward.Gross + reward.Reversed, settings, order) - withheld.Tax,
        };
    }
}
