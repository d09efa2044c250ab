using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.History;

namespace Portal.App.Tests.History;

/// <summary>Engine and reference decide the same about generated histories, order by order, in whichever order the facts come.</summary>
public class EngineAgreesTests
{
    /// <summary>What a server is asked over the wire takes longer; in a short run it plays a shorter history.</summary>
    private static int Orders(DatabaseProvider provider) => LongRun.Of(provider == DatabaseProvider.Sqlite ? 1_000 : 450, 2_000);

    [DatabaseTheory]
    public Task R1_R3_R4_R5_R7_The_engine_decides_as_the_rule_book_reads_in_time_order(DatabaseProvider provider) =>
        AgreeAsync(provider, seed: 2022, Orders(provider), history => history.InTime);

    [DatabaseTheory]
    public Task R1_R3_R4_R5_R7_The_engine_decides_as_the_rule_book_reads_in_order_of_arrival(DatabaseProvider provider) =>
        AgreeAsync(provider, seed: 2023, LongRun.IsOn && provider == DatabaseProvider.Sqlite ? 100_000 : Orders(provider),
            history => history.AsArrived);

    private static async Task AgreeAsync(
        DatabaseProvider provider, int seed, int orders, Func<GeneratedHistory, IReadOnlyList<HistoryArrival>> order)
    {
        var history = HistoryGenerator.Make(seed, orders);
        await using var world = await World.CreateAsync(provider);
        var player = await HistoryPlayer.SetUpAsync(world, history.Facts);

        await player.PlayAsync(order(history));
        await WorkAsync(world); // what concerned more orders than an answer waits for

        var differences = HistoryDifference.Between(Reference.Decide(history.Facts), await HistoryAnswers.ReadAsync(world, player));
        Assert.True(differences.Count == 0, HistoryDifference.Report(differences));

        var decisions = await DecisionsAsync(world);
        await DecideAllAgainAsync(world);
        Assert.Equal(decisions, await DecisionsAsync(world));
    }

    /// <summary>What the portal's worker does each second, until nothing is due.</summary>
    private static async Task WorkAsync(World world)
    {
        while (await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None))
        {
            // the next page
        }
    }

    /// <summary>Asks for every order of every account, device, person and visitor to be decided again, and has it done.</summary>
    private static async Task DecideAllAgainAsync(World world)
    {
        await using (var db = await world.DbAsync())
        {
            var orders = await db.Orders.AsNoTracking()
                .Select(order => new { order.ShopId, order.AccountKey, order.DeviceHash, order.PairKey, order.VisitorId }).ToListAsync();
            var keys = orders.SelectMany(order => new (ReevaluateBy By, Guid? Shop, byte[]? Key)[]
            {
                (ReevaluateBy.Account, order.ShopId, order.AccountKey),
                (ReevaluateBy.Device, order.ShopId, order.DeviceHash),
                (ReevaluateBy.Pair, order.ShopId, order.PairKey),
                (ReevaluateBy.Visitor, null, order.VisitorId),
            }).Where(key => key.Key is not null).DistinctBy(key => (key.By, key.Shop, Convert.ToHexString(key.Key!)));
            db.ReevaluationRequests.AddRange(keys.Select(key => new ReevaluationRequest
            {
                Id = Guid.CreateVersion7(),
                By = key.By,
                ShopId = key.Shop,
                Key = key.Key!,
                AfterPlacedAt = DateTimeOffset.UnixEpoch,
                AfterExternalId = "",
                All = true,
                Cause = DecisionCauses.OrderChanged,
                DueAt = World.Start,
                CreatedAt = World.Start,
            }));
            await db.SaveChangesAsync();
        }

        // with the second looks that the portal itself put off
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await WorkAsync(world);
    }

    private static async Task<int> DecisionsAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.OrderDecisions.CountAsync();
    }
}
