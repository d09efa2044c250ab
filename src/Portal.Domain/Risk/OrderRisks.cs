using Portal.Domain.Programmes;

namespace Portal.Domain.Risk;

/// <summary>What stands out about an order: follows from how it was decided, so that a decision that changes takes it back.</summary>
public static class OrderRisks
{
    /// <param name="decision">How a programme decided about the order.</param>
    /// <param name="placedAt">When it was placed.</param>
    /// <param name="clickAt">When the click happened that decided; null where none did.</param>
    /// <param name="limits">From when on something stands out.</param>
    /// <returns>The rules; none where no partner has anything to do with the order.</returns>
    public static IEnumerable<RiskRule> Of(RewardDecision decision, DateTimeOffset placedAt, DateTimeOffset? clickAt, RiskLimits limits)
    {
        if ((decision.PartnerId ?? decision.CandidateId) is null)
            yield break;
        if (decision.Decision == Decisions.SelfReferral)
            yield return RiskRule.SelfReferral;
        if (decision.Decision == Decisions.DeviceReusedSameDay
            || (limits.WeekClashes && decision.Decision == Decisions.DeviceReusedSameWeek))
            yield return RiskRule.DeviceClash;
        if (clickAt is { } at && placedAt >= at && placedAt - at < limits.MinFromClick)
            yield return RiskRule.ImpossibleTime;
    }
}
