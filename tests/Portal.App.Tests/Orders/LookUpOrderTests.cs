using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>What a partner gets to know of an order that may not be theirs, and what they do not.</summary>
public sealed class LookUpOrderTests
{
    private static readonly DateOnly Today = LocalCalendar.Day(World.Start);

    [DatabaseTheory]
    public async Task His_own_order_is_found_by_its_number(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        world.Clicked(scene.Link, "v-1", World.Start.AddDays(-1));
        var order = await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        var answer = await AskAsync(world, scene, "#DH-1", Today);

        Assert.Equal(LookupResult.Yours, answer.Result);
        Assert.Equal([order.Id], answer.Orders);
    }

    [DatabaseTheory]
    public async Task R1_7_Of_an_order_of_another_partner_he_learns_only_that(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        var rival = await world.HasPartnerAsync(scene.Programme);
        world.Clicked(scene.Link, "v-1", World.Start.AddDays(-2));
        world.Clicked(await world.HasLinkAsync(rival, scene.Programme), "v-1", World.Start.AddDays(-1));
        await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        var answer = await AskAsync(world, scene, "DH-1", Today);

        var verdict = Assert.Single(answer.Verdicts);
        Assert.Equal((LookupResult.NotYours, LookupReasons.AnotherPartner), (answer.Result, verdict.Why));
        Assert.Empty(answer.Orders);

        // their own click, and neither the other's nor when it was
        Assert.Equal([new LookupClick(World.Start.AddDays(-2).ToUniversalTime(), scene.Link.Code, ClickStanding.InTime)], verdict.Clicks);
        var told = System.Text.Json.JsonSerializer.Serialize(answer);
        Assert.DoesNotContain(rival.Name, told, StringComparison.Ordinal);
        Assert.DoesNotContain(rival.Id.ToString(), told, StringComparison.Ordinal);
        Assert.DoesNotContain(rival.ReferralCode, told, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R1_5_A_click_that_was_too_old_is_told_as_such(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        world.Clicked(scene.Link, "v-1", World.Start.AddDays(-30));
        world.Clicked(scene.Link, "v-1", World.Start.AddSeconds(1));
        await world.RecordedAsync(scene.Shop, world.Order("DH-1", placedAt: World.Start));

        var verdict = Assert.Single((await AskAsync(world, scene, "DH-1", Today)).Verdicts);

        Assert.Equal((Decisions.OutsideWindow, 30), (verdict.Why, verdict.WindowDays));
        Assert.Equal([ClickStanding.AfterOrder, ClickStanding.Expired], verdict.Clicks.Select(click => click.Standing));
    }

    [DatabaseTheory]
    public async Task R1_5_Somebody_elses_old_click_is_nobodys_business(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        var rival = await world.HasPartnerAsync(scene.Programme);
        world.Clicked(await world.HasLinkAsync(rival, scene.Programme), "v-1", World.Start.AddDays(-40));
        await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        var verdict = Assert.Single((await AskAsync(world, scene, "DH-1", Today)).Verdicts);

        Assert.Equal(Decisions.NoClick, verdict.Why);
        Assert.Empty(verdict.Clicks);
    }

    [DatabaseTheory]
    public async Task R1_1_A_robots_click_is_shown_as_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        world.Clicked(scene.Link, "v-1", World.Start.AddDays(-1), Portal.App.Traffic.Clicks.ClickKind.Bot);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        var verdict = Assert.Single((await AskAsync(world, scene, "DH-1", Today)).Verdicts);

        Assert.Equal(Decisions.NoClick, verdict.Why);
        Assert.Equal(ClickStanding.Machine, Assert.Single(verdict.Clicks).Standing);
    }

    [DatabaseTheory]
    public async Task R1_9_Who_bought_for_himself_is_told_so(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        world.Clicked(scene.Link, "v-1", World.Start.AddDays(-1));
        await world.RecordedAsync(
            scene.Shop, world.Order("DH-1") with { Customer = OrderCustomer.Unknown with { Email = scene.Partner.Email } });

        Assert.Equal(Decisions.SelfReferral, Assert.Single((await AskAsync(world, scene, "DH-1", Today)).Verdicts).Why);
    }

    [DatabaseTheory]
    public async Task R1_9_That_somebody_else_bought_for_himself_is_not_told(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        var rival = await world.HasPartnerAsync(scene.Programme);
        world.Clicked(await world.HasLinkAsync(rival, scene.Programme), "v-1", World.Start.AddDays(-1));
        await world.RecordedAsync(scene.Shop, world.Order("DH-1") with { Customer = OrderCustomer.Unknown with { Email = rival.Email } });

        Assert.Equal(LookupReasons.AnotherPartner, Assert.Single((await AskAsync(world, scene, "DH-1", Today)).Verdicts).Why);
    }

    [DatabaseTheory]
    public async Task R10_5_A_number_alone_tells_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        var refused = await world.Get<LookUpOrder>().RunAsync(scene.Actor, new LookUpOrder.Input("DH-1", null, null, null), default);
        var wrongDay = await AskAsync(world, scene, "DH-1", Today.AddDays(-2));
        var wrongProduct = await AskAsync(world, scene, "DH-1", null, "tủ lạnh");
        var noSuchOrder = await AskAsync(world, scene, "DH-2", Today);

        Assert.Equal("day", Assert.Single(refused.Refusal!.Fields).Field);
        Assert.Equal([LookupResult.Unknown, LookupResult.Unknown, LookupResult.Unknown],
            [wrongDay.Result, wrongProduct.Result, noSuchOrder.Result]);
    }

    [DatabaseTheory]
    public async Task R10_5_A_day_off_or_a_product_is_enough_beside_the_number(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1"));

        Assert.Equal(LookupResult.NotYours, (await AskAsync(world, scene, "DH-1", Today.AddDays(1))).Result);
        Assert.Equal(LookupResult.NotYours, (await AskAsync(world, scene, "DH-1", null, "goi cuoc")).Result);
    }

    [DatabaseTheory]
    public async Task R10_5_A_shop_of_no_programme_of_his_is_not_looked_at(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        var elsewhere = await world.HasShopAsync();
        await world.HasProgrammeAsync(elsewhere);
        await world.RecordedAsync(elsewhere, world.Order("DH-1"));

        Assert.Equal(LookupResult.Unknown, (await AskAsync(world, scene, "DH-1", Today)).Result);
    }

    [DatabaseTheory]
    public async Task Time_and_product_find_one_order_and_never_choose_between_two(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1", "a", World.Start));

        var one = await AskAsync(world, scene, null, Today, "goi cuoc", new TimeOnly(12, 59));
        var tooLate = await AskAsync(world, scene, null, Today, "goi cuoc", new TimeOnly(13, 1));
        await world.RecordedAsync(scene.Shop, world.Order("DH-2", "b", World.Start));
        var two = await AskAsync(world, scene, null, Today, "goi cuoc", new TimeOnly(12, 0));

        Assert.Equal([LookupResult.NotYours, LookupResult.Unknown, LookupResult.Several], [one.Result, tooLate.Result, two.Result]);
    }

    [DatabaseTheory]
    public async Task R10_5_A_piece_of_a_number_is_not_a_product(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await world.RecordedAsync(scene.Shop, world.Order("DH-1001", "a", World.Start));

        Assert.Equal(LookupResult.Unknown, (await AskAsync(world, scene, null, Today, "dh-10", new TimeOnly(12, 0))).Result);
    }

    [Fact]
    public async Task Without_a_number_day_time_and_product_are_needed()
    {
        await using var world = await World.CreateAsync();
        var scene = await SceneAsync(world);

        var refused = await world.Get<LookUpOrder>().RunAsync(scene.Actor, new LookUpOrder.Input(null, null, null, "ab"), default);

        Assert.Equal(["day", "time", "product"], refused.Refusal!.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task R10_5_Trying_numbers_ends_soon_and_starts_again_after_an_hour()
    {
        await using var world = await World.CreateAsync();
        var scene = await SceneAsync(world);
        for (var i = 0; i < LookupLimit.PerHour; i++)
            await AskAsync(world, scene, $"DH-{i}", Today);

        var refused = await world.Get<LookUpOrder>().RunAsync(scene.Actor, new LookUpOrder.Input("DH-1", Today, null, null), default);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((RefusalKind.TooMany, "too_many_lookups"), (refused.Refusal!.Kind, refused.Refusal.Code));
        Assert.Equal(LookupResult.Unknown, (await AskAsync(world, scene, "DH-1", Today)).Result);
    }

    [Fact]
    public async Task R10_5_Only_partners_ask()
    {
        await using var world = await World.CreateAsync();
        var scene = await SceneAsync(world);

        var refused = await world.Get<LookUpOrder>()
            .RunAsync(world.KeyOf(scene.Shop), new LookUpOrder.Input("DH-1", Today, null, null), default);

        Assert.Equal(RefusalKind.Forbidden, refused.Refusal!.Kind);
    }

    private static async Task<OrderLookup> AskAsync(
        World world, Scene scene, string? code, DateOnly? day, string? product = null, TimeOnly? time = null) =>
        (await world.Get<LookUpOrder>().RunAsync(scene.Actor, new LookUpOrder.Input(code, day, time, product), default)).Value;

    private static async Task<Scene> SceneAsync(World world)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        return new Scene(shop, programme, partner, await world.HasLinkAsync(partner, programme), world.PersonOf(partner));
    }

    private sealed record Scene(Shop Shop, Programme Programme, Partner Partner, Link Link, Actor Actor);
}
