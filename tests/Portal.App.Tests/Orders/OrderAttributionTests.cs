using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders;

/// <summary>To whom an order belongs when it comes in, on the facts as the databases hold them (R1).</summary>
public sealed class OrderAttributionTests
{
    private static readonly DateTimeOffset Placed = World.Start;

    [DatabaseTheory]
    public async Task R1_1_A_bots_click_earns_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1), ClickKind.Bot);

        var decided = Assert.Single((await world.RecordedAsync(shop, world.Order("DH-1"))).Programs);

        Assert.Equal(Decisions.NoClick, decided.Decision);
        Assert.Contains(decided.Trace, step => step.Outcome == TraceOutcomes.BotClicksSetAside);
    }

    [DatabaseTheory]
    public async Task R1_1_A_click_that_the_disk_refused_comes_back_with_its_order(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await SceneAsync(world);
        var lost = world.ClickOf(link, "v-1", Placed.AddHours(-1));

        var order = world.Order(
            "DH-1", visitor: null) with
        { Attribution = new OrderTracking(world.TokenOf(lost, recorded: false), null, null) };
        var decided = Assert.Single((await world.RecordedAsync(shop, order)).Programs);

        Assert.Equal((Decisions.Credited, partner.Id), (decided.Decision, decided.PartnerId));
        var restored = Assert.Single(await world.Get<IClickStore>().ByIdAsync([lost.Id], CancellationToken.None));
        Assert.True(restored.Restored);
    }

    [DatabaseTheory]
    public async Task R1_7_Hundreds_of_later_clicks_do_not_push_out_the_first_who_binds(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding });
        var first = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        var second = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        world.Clicked(first, "v-1", Placed.AddDays(-2));
        world.Get<IClickStore>().Insert([.. Enumerable.Range(0, IClickStore.NewestPerVisitor + 1)
            .Select(i => world.ClickOf(second, "v-1", Placed.AddHours(-3).AddSeconds(i)))]);

        var decided = Assert.Single((await world.RecordedAsync(shop, world.Order("DH-1"))).Programs);

        Assert.Equal((Decisions.Credited, first.PartnerId), (decided.Decision, decided.PartnerId));
    }

    [DatabaseTheory]
    public async Task R1_4_Hundreds_of_clicks_after_the_order_do_not_change_who_earned_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var (link, elsewhere) = (await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme),
            await world.HasProgrammeAsync(await world.HasShopAsync()));
        var other = await world.HasLinkAsync(await world.HasPartnerAsync(elsewhere), elsewhere);
        world.Clicked(link, "v-1", Placed.AddMinutes(-70));
        world.Clicked(other, "v-1", Placed.AddMinutes(-65));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", Placed.AddHours(-1)));
        world.Get<IClickStore>().Insert([.. Enumerable.Range(0, IClickStore.NewestPerVisitor - 2)
            .Select(i => world.ClickOf(other, "v-1", Placed.AddMinutes(-30).AddSeconds(i)))]);

        await world.ReportedAsync(other, "v-1", Placed.AddMinutes(-64));

        var decision = Assert.Single(await world.DecisionsAsync(shop, "DH-1"));
        Assert.Equal((Decisions.Credited, link.PartnerId), (decision.Code, decision.PartnerId));
    }

    [DatabaseTheory]
    public async Task R1_3_A_click_id_that_is_not_the_portals_is_said_so_and_the_order_is_kept(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, _) = await SceneAsync(world);

        foreach (var (number, token) in new[] { ("DH-1", "garbage"), ("DH-2", new string('A', ClickTokens.TextLength)),
            ("DH-3", "';--<b>") })
        {
            var order = world.Order(number, visitor: null) with { Attribution = new OrderTracking(token, null, null) };
            var decided = Assert.Single((await world.RecordedAsync(shop, order)).Programs);

            Assert.Equal(Decisions.NoClick, decided.Decision);
            Assert.Contains(decided.Trace, step => step is { Rule: "R1.3", Outcome: TraceOutcomes.ClickNotFound });
        }
    }

    [DatabaseTheory]
    public async Task R1_3_The_click_id_alone_credits_and_brings_the_visitor(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await SceneAsync(world);
        var other = await world.HasPartnerAsync(programme);
        var click = world.Clicked(link, "v-1", Placed.AddHours(-2));
        world.Clicked(await world.HasLinkAsync(other, programme), "v-1", Placed.AddHours(-1));

        var order = world.Order("DH-1", visitor: null) with { Attribution = new OrderTracking(world.TokenOf(click), null, null) };
        var decided = Assert.Single((await world.RecordedAsync(shop, order)).Programs);

        // the visitor who made the named click clicked another partner's link afterwards (R1.4)
        Assert.NotEqual(partner.Id, decided.PartnerId);
        Assert.Equal(other.Id, decided.PartnerId);
    }

    [DatabaseTheory]
    public async Task R1_4_The_last_click_of_several_partners_wins_and_a_tie_goes_to_the_later_recorded(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, _, link) = await SceneAsync(world);
        var second = await world.HasPartnerAsync(programme);
        var third = await world.HasPartnerAsync(programme);
        world.Clicked(link, "v-1", Placed.AddHours(-3));
        world.Clicked(await world.HasLinkAsync(second, programme), "v-1", Placed.AddHours(-1));
        var last = world.Clicked(await world.HasLinkAsync(third, programme), "v-1", Placed.AddHours(-1));

        var view = await world.RecordedAsync(shop, world.Order("DH-1"));

        Assert.Equal(third.Id, Assert.Single(view.Programs).PartnerId);
        await using var db = await world.DbAsync();
        var decision = await db.OrderDecisions.SingleAsync(decision => decision.OrderId == view.Id);
        Assert.Equal((last.Id, last.LinkId), (decision.ClickId, decision.LinkId));
    }

    [DatabaseTheory]
    public async Task R1_4_Clicks_of_another_visitor_do_not_count(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await SceneAsync(world);
        world.Clicked(link, "v-2", Placed.AddHours(-1));

        Assert.Equal(Decisions.NoClick, Assert.Single((await world.RecordedAsync(shop, world.Order("DH-1"))).Programs).Decision);
    }

    [DatabaseTheory]
    public async Task R1_4_The_clicks_before_an_order_are_found_behind_hundreds_of_later_ones(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await SceneAsync(world);
        var busy = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        world.Get<IClickStore>().Insert(
            [.. Enumerable.Range(1, IClickStore.NewestPerVisitor + 5).Select(i => world.ClickOf(busy, "v-1", Placed.AddSeconds(i)))]);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var view = await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed));

        Assert.Equal(partner.Id, Assert.Single(view.Programs).PartnerId);
    }

    [DatabaseTheory]
    public async Task R1_5_A_click_at_the_edge_of_the_window_counts_to_the_millisecond(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await SceneAsync(world);
        world.Clicked(link, "inside", Placed.AddDays(-30).AddMilliseconds(1));
        world.Clicked(link, "outside", Placed.AddDays(-30));
        world.Clicked(link, "same", Placed);
        world.Clicked(link, "after", Placed.AddMilliseconds(1));

        var outcome = await world.RecordAsync(
            shop, world.Order("1", "inside"), world.Order("2", "outside"), world.Order("3", "same"), world.Order("4", "after"));

        Assert.Equal(
            [(Decisions.Credited, partner.Id), (Decisions.OutsideWindow, null), (Decisions.Credited, partner.Id),
                (Decisions.NoClick, (Guid?)null)],
            outcome.Value.Results.Select(result => result.Order!.Programs.Single()).Select(one => (one.Decision, one.PartnerId)));
    }

    [DatabaseTheory]
    public async Task R1_6_Any_product_of_the_shop_counts_and_none_of_another_shop(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, _, link) = await SceneAsync(world);
        var stranger = await world.HasShopAsync();
        await world.HasProgrammeAsync(stranger);
        world.Clicked(link, "v-1", Placed.AddHours(-1));

        var own = Assert.Single((await world.RecordedAsync(shop, world.Order("DH-1"))).Programs);
        var other = Assert.Single((await world.RecordedAsync(stranger, world.Order("DH-1"))).Programs);

        Assert.Equal(Decisions.Credited, own.Decision);
        Assert.Equal(Decisions.NoClick, other.Decision);
    }

    [DatabaseTheory]
    public async Task R1_7_The_first_credited_partner_keeps_the_customer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, first, link) =
            await SceneAsync(world, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding });
        var second = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        var customer = new OrderCustomer("KH-1", null, null, null);
        world.Clicked(link, "v-1", Placed.AddHours(-3));
        await world.RecordedAsync(shop, world.Order("DH-1", placedAt: Placed.AddHours(-2)) with { Customer = customer });
        world.Clicked(second, "v-2", Placed.AddHours(-1));

        // another browser, another partner's link, the same customer
        var decided = Assert.Single((await world.RecordedAsync(shop, world.Order("DH-2", "v-2") with { Customer = customer })).Programs);
        var stranger = Assert.Single(
            (await world.RecordedAsync(shop, world.Order("DH-3", "v-2") with { Customer = customer with { Id = "KH-2" } })).Programs);

        Assert.Equal(first.Id, decided.PartnerId);
        Assert.Contains(decided.Trace, step => step.Outcome == TraceOutcomes.BoundToAnotherPartner);
        Assert.NotEqual(first.Id, stranger.PartnerId);
    }

    [DatabaseTheory]
    public async Task R1_7_Two_first_orders_of_a_customer_at_once_bind_him_to_one_partner(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, _, link) = await SceneAsync(world, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding });
        var second = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
        world.Clicked(link, "v-1", Placed.AddHours(-3));
        world.Clicked(second, "v-2", Placed.AddHours(-3));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.RecordAsync(
            shop, world.Order($"DH-{i}", i % 2 == 0 ? "v-1" : "v-2") with { Customer = new OrderCustomer("KH-1", null, null, null) })));

        // they were placed at one instant, so the lowest number was the first, whichever came in first
        await using var db = await world.DbAsync();
        var binding = await db.CustomerBindings.SingleAsync();
        Assert.Equal(("DH-0", link.PartnerId), (binding.ExternalId, binding.PartnerId));
        var standing = await db.Rewards.Where(reward => !reward.IsReplaced).ToListAsync();
        Assert.Equal(8, standing.Count);
        Assert.All(standing, reward => Assert.Equal(binding.PartnerId, reward.PartnerId));
    }

    [DatabaseTheory]
    public async Task R1_8_A_typed_code_beats_a_click_where_the_programme_allows_codes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, _, link) = await SceneAsync(world, new ShopAffiliateSettings { AllowCodes = true });
        var typed = await world.HasPartnerAsync(programme);
        world.Clicked(link, "v-1", Placed.AddHours(-1));

        var order = world.Order("DH-1") with { Attribution = new OrderTracking(null, "v-1", $" {typed.ReferralCode.ToLowerInvariant()} ") };

        Assert.Equal(typed.Id, Assert.Single((await world.RecordedAsync(shop, order)).Programs).PartnerId);
    }

    [DatabaseTheory]
    public async Task R1_8_A_code_does_nothing_where_codes_are_not_used_or_nobody_has_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await SceneAsync(world);
        await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { AllowCodes = true });
        var typed = await world.HasPartnerAsync(programme);
        world.Clicked(link, "v-1", Placed.AddHours(-1));

        var order = world.Order("DH-1") with { Attribution = new OrderTracking(null, "v-1", typed.ReferralCode) };
        var view = await world.RecordedAsync(shop, order);
        var unknown = await world.RecordedAsync(
            shop, order with { ExternalId = "DH-2", Attribution = new OrderTracking(null, null, "NOBODY") });

        var clicked = view.Programs.Single(one => one.Program == programme.Code);
        Assert.Equal(partner.Id, clicked.PartnerId);
        Assert.Contains(clicked.Trace, step => step.Outcome == TraceOutcomes.CodesNotUsed);
        var codes = view.Programs.Single(one => one.Program != programme.Code);
        Assert.Contains(codes.Trace, step => step.Outcome == TraceOutcomes.CodeNotInProgramme);
        Assert.Contains(unknown.Programs.SelectMany(one => one.Trace), step => step.Outcome == TraceOutcomes.CodeUnknown);
    }

    [DatabaseTheory]
    public async Task R1_8_An_order_with_the_code_of_a_partner_who_joins_later_becomes_his(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, new NewCustomerSettings { RequirePickupPoint = false });
        var partner = await world.HasPartnerAsync();
        await world.RecordedAsync(shop, world.OrderOf("DH-1", Placed.AddHours(-1), code: partner.ReferralCode));
        Assert.Equal(Decisions.NoClick, Assert.Single(await world.DecisionsAsync(shop, "DH-1")).Code);

        await world.Get<JoinProgramme>().RunAsync(world.Admin, partner.Id, new JoinProgramme.Input(programme.Code), CancellationToken.None);
        await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None);

        var decision = (await world.DecisionsAsync(shop, "DH-1"))[^1];
        Assert.Equal((Decisions.Credited, partner.Id, DecisionCauses.PartnerJoined), (decision.Code, decision.PartnerId, decision.Cause));
    }

    [DatabaseTheory]
    public async Task R1_9_Orders_of_somebody_who_becomes_a_login_of_the_partner_are_the_partners_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-2));
        await world.RecordedAsync(shop, world.Order("DH-1") with { Customer = new(null, "nguoi.nha@example.vn", null, null) });
        await world.RecordedAsync(shop, world.Order("DH-2") with { Customer = new(null, "nguoi.la@example.vn", null, null) });

        var invited = await world.Get<InviteUser>().RunAsync(
            (await world.AdminAsync()).Actor, new InviteUser.Input("Nguoi.Nha@example.vn", "Người nhà", Role.Partner, partner.Id),
            CancellationToken.None);
        await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None);

        Assert.True(invited.Succeeded);
        var decision = (await world.DecisionsAsync(shop, "DH-1"))[^1];
        Assert.Equal((Decisions.SelfReferral, DecisionCauses.PartnerAccountAdded), (decision.Code, decision.Cause));
        Assert.Equal(Decisions.Credited, Assert.Single(await world.DecisionsAsync(shop, "DH-2")).Code);
    }

    [DatabaseTheory]
    public async Task R1_9_A_partner_who_buys_himself_earns_nothing_by_phone_email_or_account(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, partner, link) = await SceneAsync(world);
        await world.HasAccountAsync(partner, "Rieng.Tu@example.vn");
        world.Clicked(link, "v-1", Placed.AddHours(-1));
        OrderCustomer[] same =
        [
            new(null, null, "0" + partner.Phone[3..], null),
            new(null, partner.Email.ToUpperInvariant(), null, null),
            new(null, "rieng.tu@EXAMPLE.vn", null, null),
        ];

        var results = (await world.RecordAsync(
            shop, [.. same.Select((who, i) => world.Order($"DH-{i}") with { Customer = who })])).Value.Results;
        var somebody = await world.RecordedAsync(
            shop, world.Order("DH-9") with { Customer = new(null, "ai.do@example.vn", "0987654321", null) });

        Assert.All(results, result => Assert.Equal(Decisions.SelfReferral, result.Order!.Programs.Single().Decision));
        Assert.Equal(
            ["phone", "email", "account"],
            results.Select(result =>
                result.Order!.Programs.Single().Trace.Single(step => step.Outcome == TraceOutcomes.SelfReferral).Facts["matched"]));
        Assert.Equal(Decisions.Credited, somebody.Programs.Single().Decision);
    }

    [DatabaseTheory]
    public async Task R10_1_An_order_keeps_the_settings_that_were_in_force_when_it_was_placed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, from: Placed.AddDays(-10));
        var partner = await world.HasPartnerAsync(programme);
        world.Clicked(await world.HasLinkAsync(partner, programme), "v-1", Placed.AddDays(-12));
        await world.RecordedAsync(shop, world.Order("warm")); // the programmes are in memory now
        await world.HasVersionAsync(
            programme, 2, new ShopAffiliateSettings { Rates = new Rates { Default = new BasisPoints(1000) } }, Placed.AddDays(-5));

        var results = (await world.RecordAsync(
            shop,
            world.Order("before", placedAt: Placed.AddDays(-10).AddTicks(-10)),
            world.Order("first", placedAt: Placed.AddDays(-5).AddTicks(-10)),
            world.Order("second", placedAt: Placed.AddDays(-5)))).Value.Results;

        Assert.Equal(
            [Decisions.ProgramInactive, Decisions.Credited, Decisions.Credited],
            results.Select(result => result.Order!.Programs.Single().Decision));
        Assert.Equal([5_000L, 10_000L], results.Skip(1).Select(result => result.Order!.Programs.Single().Rewards.Single().Gross));
    }

    [DatabaseTheory]
    public async Task R3_2_The_reward_is_stored_with_its_tax_and_its_trace(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme, partner, link) = await SceneAsync(world);
        world.Clicked(link, "v-1", Placed.AddHours(-1));

        var answered = await world.RecordedAsync(shop, world.Order("DH-1"));
        var read = (await world.Get<OrderQueries>().OneAsync(world.KeyOf(shop), null, "DH-1", CancellationToken.None)).Value;

        var one = Assert.Single(read.Programs);
        Assert.Equal((programme.Code, partner.Id, Decisions.Credited), (one.Program, one.PartnerId, one.Decision));
        Assert.Equal([new RewardView("order", 5_000, 500, 4_500, RewardState.Pending)], one.Rewards);
        Assert.Contains(one.Trace, step => step is { Rule: "R3.2", Outcome: TraceOutcomes.RewardTotal });
        Assert.Equivalent(answered, read, strict: true);
    }

    [DatabaseTheory]
    public async Task Programmes_of_other_templates_do_not_decide_by_these_rules(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop, new LoyaltySettings());

        Assert.Empty((await world.RecordedAsync(shop, world.Order("DH-1"))).Programs);
    }

    internal static async Task<(App.Catalogue.Shops.Shop Shop, App.Catalogue.Programmes.Programme Programme,
        App.Partners.Profiles.Partner Partner, App.Traffic.Links.Link Link)> SceneAsync(
        World world, ShopAffiliateSettings? settings = null)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, settings);
        var partner = await world.HasPartnerAsync(programme);
        return (shop, programme, partner, await world.HasLinkAsync(partner, programme));
    }
}
