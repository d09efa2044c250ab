using Portal.App.Attribution.Reading;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>What an order that ended otherwise leaves of what was decided about it (R3.3, R7.5).</summary>
public sealed class LapsedDecisionTests
{
    [DatabaseTheory]
    public async Task R3_3_A_cancelled_or_returned_orders_trace_ends_with_what_became_of_the_reward(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var pending = await world.BringsAsync(earner, 100_000);
        var cancelled = await world.BringsAsync(earner, 100_000);
        var returned = await world.EarnsAsync(earner, 100_000);
        await world.HappensAsync(
            earner.Shop, cancelled, OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: CancellationReasons.OutOfStock);
        await world.HappensAsync(
            earner.Shop, returned, OrderEventType.Returned, world.Clock.GetUtcNow(), reason: CancellationReasons.Returned);

        Assert.Equal(
            (Decisions.Credited, Decisions.Credited, false), await OneAsync(world, earner, pending) is var waiting
            ? (waiting.Decision, waiting.Standing, EndsWithLoss(waiting)) : default);
        Assert.Equal(
            (Decisions.Credited, LapsedDecisions.Void, TraceOutcomes.RewardVoid), await OneAsync(world, earner, cancelled) is var gone
            ? (gone.Decision, gone.Standing, gone.Trace[^1].Outcome) : default);
        Assert.Equal(
            (Decisions.Credited, LapsedDecisions.Reversed, TraceOutcomes.RewardReversed),
            await OneAsync(world, earner, returned) is var back ? (back.Decision, back.Standing, back.Trace[^1].Outcome) : default);

        await world.HappensAsync(
            earner.Shop, cancelled, OrderEventType.Reinstated, world.Clock.GetUtcNow(), reason: "other", note: "Hủy nhầm");
        Assert.False(EndsWithLoss(await OneAsync(world, earner, cancelled)));
    }

    [DatabaseTheory]
    public async Task R7_5_A_cancelled_orders_surcharge_says_that_nothing_is_owed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        await world.RecordedAsync(shop, world.Rental("TH-1", "KH-1"));
        await world.HappensAsync(shop, "TH-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        await world.HappensAsync(shop, "TH-1", OrderEventType.Returned, world.Clock.GetUtcNow(), reason: CancellationReasons.Returned);

        var view = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "TH-1", default)).Value.Programs.Single();

        Assert.Equal((TraceOutcomes.SurchargeReversed, false), (view.Trace[^1].Outcome, view.Lapsed));
    }

    private static bool EndsWithLoss(OrderProgrammeView view) =>
        view.Trace[^1].Outcome is TraceOutcomes.RewardVoid or TraceOutcomes.RewardReversed;

    private static async Task<OrderProgrammeView> OneAsync(World world,
        (App.Catalogue.Shops.Shop Shop, App.Partners.Profiles.Partner Partner, App.Traffic.Links.Link Link) earner, string number) =>
        (await world.Get<OrderQueries>().OneAsync(world.PersonOf(earner.Partner), null, number, default)).Value.Programs.Single();
}
