using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Replay;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Catalogue.Programmes;

/// <summary>What other settings would have made of a past month (R10.1), and that trying them leaves no trace.</summary>
public sealed class ReplayProgrammeTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 12, 12, 0, 0, LocalCalendar.Offset);

    [DatabaseTheory]
    public async Task R10_1_Other_rates_and_a_shorter_window_are_tried_on_the_month_before_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (an, binh) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        world.Clicked(await world.HasLinkAsync(an, programme), "v-1", May.AddDays(-1));
        world.Clicked(await world.HasLinkAsync(binh, programme), "v-2", May.AddDays(-10));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", May));
        await world.RecordedAsync(shop, world.Order("DH-2", "v-2", May));
        await world.RecordedAsync(shop, world.Order("DH-3", "v-3", May));
        await world.RecordedAsync(shop, world.Order("DH-4", "v-1", May.AddDays(25))); // June
        var before = await RowsAsync(world);

        var progress = new List<ReplayProgress>();
        var result = (await world.Get<ReplayProgramme>().RunAsync(
            world.Admin, programme.Code, new ReplayProgramme.Input(Json("""{"windowDays":7,"rates":{"default":1000}}""")), new Told(progress), default)).Value;

        Assert.Equal((new DateOnly(2026, 5, 1), 3, 2), (result.Month, result.Orders, result.Changed));
        Assert.Equal((10_000, 10_000), (result.Before, result.After));
        var (gains, loses) = (result.Rows.Single(row => row.PartnerId == an.Id), result.Rows.Single(row => row.PartnerId == binh.Id));
        Assert.Equal((1, 1, 5_000, 10_000), (gains.OrdersBefore, gains.OrdersAfter, gains.AmountBefore, gains.AmountAfter));
        Assert.Equal((1, 0, 5_000, 0), (loses.OrdersBefore, loses.OrdersAfter, loses.AmountBefore, loses.AmountAfter));
        Assert.Equal(new ReplayChange(Decisions.Credited, Decisions.OutsideWindow, 1), Assert.Single(loses.Why));
        var sample = result.Samples.Single(sample => sample.ExternalId == "DH-2");
        Assert.Equal((binh.Name, null), (sample.PartnerBefore, sample.PartnerAfter));
        Assert.Contains(sample.Trace, step => step.Outcome == TraceOutcomes.OutsideWindow);
        Assert.DoesNotContain(sample.Trace, step => step.Outcome == TraceOutcomes.VersionInForce);
        Assert.Equal(new ReplayProgress(3, 3), progress[^1]);
        Assert.Equal(before, await RowsAsync(world));
    }

    [DatabaseTheory]
    public async Task R10_1_The_settings_in_force_change_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync(ShopKind.Professional, new DateOnly(2023, 1, 1));
        var programme = await world.HasProgrammeAsync(shop, new RentalSurchargeSettings());
        for (var i = 1; i <= 7; i++)
        {
            await world.RecordedAsync(shop, world.OrderOf($"DH-{i}", May.AddDays(i), code: shop.ReferralCode));
            await world.HappensAsync(shop, $"DH-{i}", OrderEventType.Paid, May.AddDays(i));
        }

        var same = (await world.Get<ReplayProgramme>().RunAsync(world.Admin, programme.Code, new ReplayProgramme.Input(), default)).Value;
        var fewer = (await world.Get<ReplayProgramme>().RunAsync(world.Admin, programme.Code, new ReplayProgramme.Input(Json("""{"freeOrders":3}"""), "2026-05"), default)).Value;

        Assert.Equal((7, 0), (same.Orders, same.Changed));
        Assert.Empty(same.Rows);
        Assert.Equal((2, 18_000, 36_000), (fewer.Changed, fewer.Before, fewer.After));
        var row = Assert.Single(fewer.Rows);
        Assert.Equal((null, shop.Name), (row.PartnerId, row.Name));
        Assert.Equal(new ReplayChange(SurchargeDecisions.FreeOrder, SurchargeDecisions.Charged, 2), Assert.Single(row.Why));
    }

    [DatabaseTheory]
    public async Task R10_1_Only_an_admin_tries_settings_and_only_good_ones_on_a_month_that_is_over(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var replay = world.Get<ReplayProgramme>();

        Assert.Equal("forbidden",
            (await replay.RunAsync(world.PersonOf(partner), programme.Code, new ReplayProgramme.Input(), default)).Refusal!.Code);
        Assert.Equal("forbidden",
            (await replay.RunAsync(world.KeyOf(shop), programme.Code, new ReplayProgramme.Input(), default)).Refusal!.Code);
        Assert.Equal("programme_not_found",
            (await replay.RunAsync(world.Admin, "nothing", new ReplayProgramme.Input(), default)).Refusal!.Code);
        Assert.Equal("settings.windowDays", Assert.Single((await replay.RunAsync(world.Admin, programme.Code, new ReplayProgramme.Input(Json("""{"windowDays":0}""")), default)).Refusal!.Fields).Field);
        foreach (var month in new[] { "2026-06", "2026-13", "May" })
            Assert.Equal("month",
                Assert.Single((await replay.RunAsync(
                world.Admin, programme.Code, new ReplayProgramme.Input(Month: month), default)).Refusal!.Fields).Field);
    }

    [DatabaseTheory]
    public async Task R10_1_A_large_month_tells_how_far_it_is_and_stops_when_it_is_asked_to(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        await world.RecordAsync(shop, [.. Enumerable.Range(0, 500).Select(i => world.Order($"DH-{i:000}", null, May))]);
        await world.RecordAsync(shop, world.Order("DH-500", null, May));
        using var stop = new CancellationTokenSource();
        var told = new List<ReplayProgress>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<ReplayProgramme>().RunAsync(
            world.Admin, programme.Code, new ReplayProgramme.Input(), new Told(told, stop.Cancel), stop.Token));
        Assert.Equal([new ReplayProgress(500, 501)], told);

        told.Clear();
        await world.Get<ReplayProgramme>().RunAsync(world.Admin, programme.Code, new ReplayProgramme.Input(), new Told(told), default);
        Assert.Equal([new ReplayProgress(500, 501), new ReplayProgress(501, 501)], told);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static async Task<(int, int, int)> RowsAsync(World world)
    {
        await using var db = await world.DbAsync();
        return (await db.OrderDecisions.CountAsync(), await db.Rewards.CountAsync(), await db.ProgrammeVersions.CountAsync());
    }

    private sealed class Told(List<ReplayProgress> told, Action? then = null) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
            told.Add(value);
            then?.Invoke();
        }
    }
}
