using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>How cases ended and how long they took: counted by the database.</summary>
public sealed class DisputeStatisticsTests
{
    [DatabaseTheory]
    public async Task Outcomes_read_no_more_rows_of_many_cases_than_of_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, _) = await world.HasUncreditedOrderAsync();
        await CasesAsync(world, shop, partner, 1, 2, 1, 3);
        var few = await ReadAsync(world);

        await CasesAsync(world, shop, partner, 1, 1, 2, 3, 1, 2, 3, 3);
        var many = await ReadAsync(world);

        Assert.Equal((4, 12), (few.Decided, many.Decided));
        Assert.Equal((few.Commands, few.Rows), (many.Commands, many.Rows));
    }

    [DatabaseTheory]
    public async Task Shops_come_by_the_page_those_with_most_cases_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        List<Shop> shops = [];
        for (var i = 0; i < 3; i++)
        {
            var (shop, partner, _) = await world.HasUncreditedOrderAsync();
            await CasesAsync(world, shop, partner, [.. Enumerable.Repeat(2.0, i + 1)]);
            shops.Add(shop);
        }

        var first = await OfAsync(world, new PageRequest(1, 2));
        var second = await OfAsync(world, new PageRequest(2, 2));

        Assert.Equal((3, 3), (first.Shops.Total, second.Shops.Total));
        Assert.Equal(
            [(shops[2].Name, 3), (shops[1].Name, 2), (shops[0].Name, 1)],
            first.Shops.Items.Concat(second.Shops.Items).Select(shop => (shop.Name!, shop.Filed)));
        Assert.All(first.Shops.Items, shop => Assert.Equal(2.0, shop.MedianDays));
        Assert.Equal((6, 6), (first.All.Filed, second.All.Filed));
    }

    [DatabaseTheory]
    public async Task The_median_is_told_in_tenths_of_a_day_and_lies_between_the_two_in_the_middle(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, _) = await world.HasUncreditedOrderAsync();
        await CasesAsync(world, shop, partner, 0.52, 1.26, 2.34, 150);

        Assert.Equal(1.8, (await OfAsync(world, new())).All.MedianDays);
        await CasesAsync(world, shop, partner, 120, 130);
        Assert.Equal(51.15, (await OfAsync(world, new())).All.MedianDays); // what takes longer than a hundred counts as that
        Assert.Equal(51.15, Assert.Single((await OfAsync(world, new())).Reviewers).MedianDays);
    }

    [DatabaseTheory]
    public async Task R8_6_An_appeal_counts_for_a_shop_from_filing_and_for_its_reviewer_from_the_appeal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        await world.ReviewAsync(dispute.Case.Id);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.DecidesAsync(dispute.Case.Id, accept: false);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.AppealsAsync(world.PersonOf(partner), dispute.Case.Id);

        var appealed = await OfAsync(world, new());
        Assert.Equal((1, null), (appealed.All.Pending, appealed.All.MedianDays));
        Assert.Equal((1, 2.0), (Assert.Single(appealed.Reviewers).Rejected, appealed.Reviewers[0].MedianDays));

        var another = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(dispute.Case.Id, another);
        world.Clock.Advance(TimeSpan.FromDays(3.5));
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: true, another)).Succeeded);

        var ended = await OfAsync(world, new());
        Assert.Equal((1, 6.5), (ended.All.Accepted, ended.All.MedianDays));
        Assert.Equal((another.Name, 1, 3.5), (ended.Reviewers[0].Name, ended.Reviewers[0].Accepted, ended.Reviewers[0].MedianDays));
    }

    /// <summary>A case of each of these lengths, which is rejected.</summary>
    private static async Task CasesAsync(World world, Shop shop, Partner partner, params double[] days)
    {
        foreach (var length in days)
        {
            var filed = await world.FiledAsync(world.PersonOf(partner), World.Missing(shop, $"DH-K{world.Clock.GetUtcNow().Ticks}"));
            await world.ReviewAsync(filed.Case.Id);
            world.Clock.Advance(TimeSpan.FromDays(length));
            Assert.True((await world.DecidesAsync(filed.Case.Id, accept: false)).Succeeded);
        }
    }

    private static async Task<DisputeStatistics> OfAsync(World world, PageRequest page) =>
        (await world.Get<DisputeStatisticsQueries>().OutcomesAsync(world.Finance(), null, null, page, default))!;

    private static async Task<(int Decided, int Commands, int Rows)> ReadAsync(World world)
    {
        _ = world.Finance(); // somebody named first is written
        var (commands, rows) = (world.Commands.Count, world.Commands.Rows);
        var counted = await OfAsync(world, new());
        return (counted.All.Decided, world.Commands.Count - commands, world.Commands.Rows - rows);
    }
}
