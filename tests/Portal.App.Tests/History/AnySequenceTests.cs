using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.History;

namespace Portal.App.Tests.History;

/// <summary>What holds for any sequence of facts: many small histories, each played in several orders of arrival.</summary>
public class AnySequenceTests
{
    private const int Orders = 90;
    private const int AtATime = 25;

    /// <summary>Each costs twelve stores; on a server database one stands for the others in a usual run.</summary>
    private static int Histories(DatabaseProvider provider) => LongRun.Of(provider == DatabaseProvider.Sqlite ? 3 : 1, 60);

    [DatabaseTheory]
    public async Task R1_4_R1_7_R5_2_R5_4_R7_5_The_order_of_arrival_does_not_matter(DatabaseProvider provider)
    {
        for (var seed = 1; seed <= Histories(provider); seed++)
        {
            var history = HistoryGenerator.Make(seed, Orders);
            var inTime = await DecideAsync(provider, seed, history, history.InTime);
            foreach (var arrivals in new[] { history.AsArrived, history.ArrivingAs(seed + 1), OrdersBackwards(history) })
            {
                var differences = HistoryDifference.Between(inTime, await DecideAsync(provider, seed, history, arrivals));
                Assert.True(differences.Count == 0, $"Seed {seed}: {HistoryDifference.Report(differences)}");
            }
        }
    }

    /// <summary>All clicks, then the orders from the last to the first, then what happened to them.</summary>
    private static List<HistoryArrival> OrdersBackwards(GeneratedHistory history) =>
    [
        .. history.InTime.Where(fact => fact.Click is not null),
        .. history.InTime.Where(fact => fact is { Order: not null, Event: null }).Reverse(),
        .. history.InTime.Where(fact => fact.Event is not null).Reverse(),
    ];

    private static async Task<IReadOnlyList<DecidedOrder>> DecideAsync(
        DatabaseProvider provider, int seed, GeneratedHistory history, IReadOnlyList<HistoryArrival> arrivals)
    {
        await using var world = await World.CreateAsync(provider);
        var player = await HistoryPlayer.SetUpAsync(world, history.Facts);
        var bound = new Dictionary<(Guid, string), CustomerBinding>();
        foreach (var stretch in arrivals.Chunk(AtATime))
        {
            await player.PlayAsync(stretch);
            await HoldsAsync(world, seed, bound, ReferenceEquals(arrivals, history.InTime));
        }

        return await HistoryAnswers.ReadAsync(world, player);
    }

    private static async Task HoldsAsync(World world, int seed, Dictionary<(Guid, string), CustomerBinding> bound, bool inTime)
    {
        await using var db = await world.DbAsync();

        // R1.11
        var credited = await db.Rewards.Where(reward => !reward.IsReplaced).GroupBy(reward => new { reward.OrderId, reward.ProgrammeId })
            .Select(rewards => rewards.Count()).ToListAsync();
        Assert.AllThereAre(credited, count => Assert.True(count == 1, $"Seed {seed}: {count} rewards of one order in one programme."));

        // R7.2, R7.5
        var free = await db.Surcharges.Where(surcharge => !surcharge.IsReplaced && surcharge.FreeOrder != null)
            .Where(surcharge => db.Orders.Any(order => order.Id == surcharge.OrderId && order.Status == OrderStatus.Successful))
            .GroupBy(surcharge => new { surcharge.ProgrammeId, surcharge.CustomerKey })
            .Select(orders => new { Count = orders.Count(), Most = orders.Max(order => order.FreeOrder) }).ToListAsync();
        Assert.AllThereAre(free, one => Assert.True(
            one is { Count: <= 5, Most: <= 5 }, $"Seed {seed}: {one.Count} free orders of one customer, the last is number {one.Most}."));

        // R1.7: nothing that is later in time moves a binding; what comes in time never does
        foreach (var binding in await db.CustomerBindings.AsNoTracking().ToListAsync())
        {
            var key = (binding.ProgrammeId, Convert.ToHexString(binding.CustomerKey));
            if (bound.TryGetValue(key, out var before) && before.PartnerId != binding.PartnerId)
            {
                Assert.False(inTime, $"Seed {seed}: a binding moved though everything came in time.");
                Assert.True(Position(binding).CompareTo(Position(before)) <= 0, $"Seed {seed}: a later fact moved a binding.");
            }

            bound[key] = binding;
        }
    }

    private static (DateTimeOffset, string) Position(CustomerBinding binding) => (binding.PlacedAt, binding.ExternalId);
}
