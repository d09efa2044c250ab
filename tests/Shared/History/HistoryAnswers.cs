using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.Domain.Common;
using Portal.Domain.Surcharges;

namespace Portal.Tests.Shared.History;

/// <summary>What a portal decided about a history that was played into it: the decisions in force, as its rows say.</summary>
public static class HistoryAnswers
{
    public static async Task<IReadOnlyList<DecidedOrder>> ReadAsync(World world, HistoryPlayer player)
    {
        await using var db = await world.DbAsync();
        var shops = player.Rows.Shops.Values.ToDictionary(shop => shop.Id, shop => shop.Code);
        var programmes = player.Rows.Programmes.Values.ToDictionary(programme => programme.Id);
        var versions = programmes.Values.SelectMany(programme => programme.Versions)
            .ToDictionary(version => version.Id, version => version.Number);
        var partners = player.Rows.Partners.Values.ToDictionary(partner => partner.Id, partner => partner.ReferralCode);
        var clicks = player.ClickNumbers;
        var orders = await db.Orders.AsNoTracking().ToDictionaryAsync(order => order.Id);
        var rewards = (await db.Rewards.AsNoTracking().ToListAsync())
            .ToDictionary(reward => (reward.OrderId, reward.ProgrammeId, reward.DecisionNumber));
        var surcharges = (await db.Surcharges.AsNoTracking().ToListAsync())
            .ToDictionary(one => (one.OrderId, one.ProgrammeId, one.DecisionNumber));
        var inForce = (await db.OrderDecisions.AsNoTracking().ToListAsync())
            .GroupBy(decision => (decision.OrderId, decision.ProgrammeId)).Select(all => all.MaxBy(decision => decision.Number)!);

        return [.. inForce.Select(decision => Answer(decision))];

        DecidedOrder Answer(OrderDecision decision)
        {
            var order = orders[decision.OrderId];
            var reward = rewards.GetValueOrDefault((decision.OrderId, decision.ProgrammeId, decision.Number));
            var surcharge = surcharges.GetValueOrDefault((decision.OrderId, decision.ProgrammeId, decision.Number));
            return new DecidedOrder(
                shops[order.ShopId],
                order.ExternalId,
                programmes[decision.ProgrammeId].Code,
                surcharge is null ? decision.Code : SurchargeDecisions.Of(decision.Code, order.Status, order.EarnedAt),
                decision.PartnerId is { } partner ? partners[partner] : null,
                reward?.Gross,
                surcharge?.IntroducedBy.ToString().ToLowerInvariant(),
                surcharge?.FreeOrder,
                surcharge?.Base,
                surcharge?.Amount,
                [$"decision {decision.Number} ({decision.Cause}), {order.Status}",
                    .. JsonSerializer.Deserialize<List<TraceStep>>(decision.Trace)!.Select(Line)])
            {
                Click = decision.ClickId is { } id ? clicks.GetValueOrDefault(id, -1) : null,
                Version = decision.VersionId is { } version ? versions[version] : null,
                Tax = reward?.Tax,
                Net = reward?.Net,
                RewardState = reward?.State.ToString().ToLowerInvariant(),
            };
        }
    }

    private static string Line(TraceStep step) =>
        $"{step.Rule} {step.Outcome} {string.Join(", ", step.Facts.Select(fact => $"{fact.Key}={fact.Value}"))}";
}
