using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;

namespace Portal.App.Attribution.ReevaluationTriggers;

/// <summary>
/// Which orders a click concerns that was told after it happened: those of its visitor that were placed since. Looked at twice,
/// right away and a minute later: an order may have been on its way in, unseen, as the click came.
/// </summary>
internal static class LateClicks
{
    public static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(1);

    public static IEnumerable<ReevaluationRequest> Of(VisitorId visitor, DateTimeOffset at, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        foreach (var due in new[] { now + LaterOrders.Grace, now + SecondLook })
        {
            yield return new ReevaluationRequest
            {
                Id = Ids.New(clock),
                By = ReevaluateBy.Visitor,
                Key = visitor.ToArray(),
                AfterPlacedAt = at,
                AfterExternalId = "",
                All = true,
                Cause = DecisionCauses.LateClick,
                DueAt = due,
                CreatedAt = now,
            };
        }
    }

    public static IEnumerable<ReevaluationRequest> OfRestored(IEnumerable<ClickRecord> clicks, TimeProvider clock) =>
        clicks.SelectMany(click => Of(click.VisitorId, click.At, clock));
}
