using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Tax;

namespace Portal.App.Attribution.Deciding;

/// <summary>Why orders are decided again.</summary>
/// <param name="DisputeId">The dispute of whose ruling they are decided again.</param>
internal sealed record DecisionCause(string Code, Guid? OrderId, Guid? DisputeId = null);

/// <summary>
/// Makes rows of decisions. A decision that comes out as the one in force leaves no row; one that comes out otherwise is a new
/// row with the next number, which ends the rewards and surcharges of the one before and has its own. Nothing that was decided
/// is changed or lost.
/// </summary>
internal sealed class DecisionWriter(TimeProvider clock)
{
    /// <param name="decided">What came out now.</param>
    /// <param name="standing">What is in force.</param>
    /// <param name="cause">By order, why it was looked at again; not asked for orders that are decided for the first time.</param>
    /// <param name="rows">Where the new rows go.</param>
    /// <param name="always">True: what comes out the same leaves a row too.</param>
    /// <returns>The decisions that are new, each with the one that it replaced.</returns>
    public IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> Write(
        IReadOnlyList<DecidedOrder> decided, CurrentDecisions standing, Func<Order, DecisionCause?> cause, DecisionRows rows,
        DateTimeOffset now, bool always = false)
    {
        var written = new List<(DecidedOrder, OrderDecision?)>();
        foreach (var one in decided)
        {
            var before = standing.Decision(one);
            if (!always && before is not null && IsSame(one, before, standing))
                continue;

            Write(one, before, standing, before is null ? null : cause(one.Order), rows, now);
            written.Add((one, before));
        }

        return written;
    }

    private static bool IsSame(DecidedOrder one, OrderDecision before, CurrentDecisions standing)
    {
        var decision = one.Decision;
        if (before.Code != decision.Decision || before.VersionId != decision.VersionId || before.ClickId != decision.ClickId)
            return false;

        return decision switch
        {
            RewardDecision reward => before.PartnerId == reward.PartnerId && before.CandidateId == reward.CandidateId
                && (standing.Reward(one)?.Gross ?? 0) == reward.Gross.Amount,
            SurchargeDecision surcharge => standing.Surcharge(one) is { } row && row.IntroducedBy == surcharge.IntroducedBy
                && row.FreeOrder == surcharge.FreeOrder && row.Base == surcharge.Base.Amount && row.Amount == surcharge.Surcharge.Amount,
            _ => true,
        };
    }

    private void Write(
        DecidedOrder one, OrderDecision? before, CurrentDecisions standing, DecisionCause? cause, DecisionRows rows, DateTimeOffset now)
    {
        var reward = one.Decision as RewardDecision;
        var number = (before?.Number ?? 0) + 1;
        rows.Decisions.Add(new OrderDecision
        {
            Id = Ids.New(clock),
            OrderId = one.Order.Id,
            ProgrammeId = one.Programme.Id,
            Number = number,
            VersionId = one.Decision.VersionId,
            PartnerId = reward?.PartnerId,
            CandidateId = reward?.CandidateId,
            LinkId = one.LinkId,
            ClickId = one.Decision.ClickId,
            Code = one.Decision.Decision,
            Trace = DecisionViews.ToJson(one.Decision.Trace),
            DecidedAt = now,
            Cause = cause?.Code,
            CauseOrderId = cause?.OrderId,
            DisputeId = cause?.DisputeId,
        });
        if (standing.Reward(one) is { } ended)
            End(ended, reward?.PartnerId, cause is { Code: DecisionCauses.OrderReturned } or { DisputeId: not null }, now);
        if (standing.Surcharge(one) is { } replaced)
            replaced.IsReplaced = true;
        if (reward is { PartnerId: { } partner })
            rows.Rewards.Add(Reward(one, reward, partner, number));
        else if (one.Decision is SurchargeDecision surcharge)
            rows.Surcharges.Add(Surcharge(one, surcharge, number, standing.Surcharge(one)));
    }

    /// <summary>
    /// R3.3: what was earned is reversed, what was not is void, and neither is edited. R2.6, R8.4: where a part of it stands, or another
    /// amount is ruled to be its partner's, it ends in the month in which both were earned, so that the month's books hold what is left.
    /// </summary>
    private static void End(Reward reward, Guid? next, bool staysInItsMonth, DateTimeOffset now)
    {
        reward.IsReplaced = true;
        reward.IsSuperseded = reward.PartnerId == next;
        if (reward.State is RewardState.Void or RewardState.Reversed)
            return;

        reward.State = reward.State == RewardState.Earned ? RewardState.Reversed : RewardState.Void;
        reward.EndedAt = staysInItsMonth && reward.IsSuperseded ? reward.EarnedAt ?? now : now;
    }

    private Reward Reward(DecidedOrder one, RewardDecision decision, Guid partner, int number) => new()
    {
        Id = Ids.New(clock),
        OrderId = one.Order.Id,
        ProgrammeId = one.Programme.Id,
        DecisionNumber = number,
        PartnerId = partner,
        LinkId = one.LinkId,
        Kind = RewardKinds.Of(one.Programme.Template),
        TaxBasis = SettingsOf<RewardingSettings>(one)?.TaxPolicy ?? TaxBasis.CalendarMonth,
        Gross = decision.Gross.Amount,
        Tax = decision.Tax.Amount,
        Net = decision.Net.Amount,
        ReversedGross = decision.Reversed.Amount,
        ReversedTax = decision.ReversedTax.Amount,
        State = RewardStates.Of(one.Order.Status, one.Order.EarnedAt),
        PlacedAt = one.Order.PlacedAt,
        EarnedAt = one.Order.EarnedAt,
        EndedAt = one.Order.Status == OrderStatus.Cancelled ? one.Order.StatusAt : null,
    };

    private Surcharge Surcharge(DecidedOrder one, SurchargeDecision decision, int number, Surcharge? replaced)
    {
        var id = Ids.New(clock);
        return new Surcharge
        {
            Id = id,

            // R8.4: only a difference is posted
            PostedId = replaced is not null && replaced.Amount == decision.Surcharge.Amount
                && replaced.PlatformPromotion == decision.PlatformPromotion.Amount ? replaced.PostedId : id,
            OrderId = one.Order.Id,
            ProgrammeId = one.Programme.Id,
            ShopId = one.Order.ShopId,
            CustomerKey = one.Order.AccountKey,
            DecisionNumber = number,
            IntroducedBy = decision.IntroducedBy,
            FreeOrder = decision.FreeOrder,
            FreeOrders = decision.FreeOrder is null ? null : SettingsOf<RentalSurchargeSettings>(one)?.FreeOrders,
            Base = decision.Base.Amount,
            Amount = decision.Surcharge.Amount,
            PlatformPromotion = decision.PlatformPromotion.Amount,
            Reversed = decision.Reversed.Amount,
            PlacedAt = one.Order.PlacedAt,
        };
    }

    /// <summary>Those of the version that decided (R10.1).</summary>
    private static T? SettingsOf<T>(DecidedOrder one)
        where T : ProgrammeSettings =>
        one.Programme.Versions.FirstOrDefault(version => version.Id == one.Decision.VersionId)?.Settings as T;
}
