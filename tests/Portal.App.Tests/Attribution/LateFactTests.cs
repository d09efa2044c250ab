using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Attribution;

/// <summary>
/// Facts that a node keeps in memory, or that change while orders wait: whichever is written first, the orders come out by the facts as
/// they are (R10.1).
/// </summary>
public sealed class LateFactTests
{
    private const int Rounds = 10;

    [DatabaseTheory]
    public async Task R10_1_A_version_that_another_node_saved_decides_the_next_order_of_a_node_that_has_not_heard_of_it(
        DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using var other = scene.World.AnotherNode();
        await other.RecordAsync(scene.Shop, scene.Order("DH-1", TimeSpan.FromMinutes(-2)));

        await scene.AddVersionAsync(scene.World, scene.Now.AddMinutes(-1), 1_000);
        await other.RecordAsync(scene.Shop, scene.Order("DH-2", TimeSpan.Zero));

        Assert.Equal((5_000, 10_000), (await scene.GrossAsync("DH-1"), await scene.GrossAsync("DH-2")));
    }

    [DatabaseTheory]
    public async Task R10_1_A_version_that_another_node_took_back_decides_nothing_there(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.AddVersionAsync(scene.World, scene.Now.AddHours(1), 1_000);
        await using var other = scene.World.AnotherNode();
        await other.RecordAsync(scene.Shop, scene.Order("DH-1", TimeSpan.Zero));

        Assert.True((await scene.World.Get<WithdrawProgrammeVersion>()
            .RunAsync(scene.World.Admin, scene.Programme.Code, 2, default)).Succeeded);
        other.Clock.Advance(TimeSpan.FromHours(2));
        await other.RecordAsync(scene.Shop, scene.Order("DH-2", TimeSpan.FromHours(2)));

        Assert.Equal(5_000, await scene.GrossAsync("DH-2"));
    }

    [DatabaseTheory]
    public async Task R10_1_A_version_that_comes_while_an_order_waits_in_the_intake_decides_it(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using var other = scene.World.AnotherNode();
        await scene.World.RecordedAsync(scene.Shop, scene.Order("DH-0", TimeSpan.FromMinutes(-2)));

        // the order was taken in by the settings of before, and its transaction waits for the one that changes them
        await using var db = await other.DbAsync();
        await using var saving = await db.Database.BeginTransactionAsync();
        await db.Shops.Where(shop => shop.Id == scene.Shop.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(shop => shop.FactsRevision, shop => shop.FactsRevision + 1));
        var recorded = scene.World.RecordedAsync(scene.Shop, scene.Order("DH-1", TimeSpan.Zero));
        db.ProgrammeVersions.Add(new ProgrammeVersion
        {
            Id = Ids.New(other.Clock),
            ProgrammeId = scene.Programme.Id,
            Number = 2,
            EffectiveFrom = scene.Now.AddMinutes(-1),
            Settings = ProgrammeSettingsJson.ToJson(Rates(1_000)),
            CreatedAt = scene.Now,
            CreatedBy = "Quản trị",
        });
        await db.SaveChangesAsync();
        await saving.CommitAsync();
        await recorded;

        Assert.Equal(10_000, await scene.GrossAsync("DH-1"));
    }

    [DatabaseTheory]
    public async Task R10_1_Versions_and_orders_at_once_on_two_nodes_leave_every_order_with_the_version_of_its_time(
        DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using var other = scene.World.AnotherNode();
        var accepted = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var at = TimeSpan.FromMinutes(i);
            var (number, from) = (i, scene.Now + at);
            var saving = Task.Run(() => other.Get<AddProgrammeVersion>().RunAsync(
                other.Admin, scene.Programme.Code,
                new AddProgrammeVersion.Input(from, Json($$$"""{"rates":{"default":{{{600 + number}}}}}""")), default));
            await Task.WhenAll(saving, Task.Run(() => scene.World.RecordedAsync(scene.Shop, scene.Order($"DH-{number}-a", at))),
                Task.Run(() => other.RecordAsync(scene.Shop, scene.Order($"DH-{number}-b", at))));
            var saved = await saving;
            Assert.True(saved.Succeeded || saved.Refusal!.Code == "version_retroactive", saved.Refusal?.Code);
            accepted += saved.Succeeded ? 1 : 0;
        }

        await using var db = await scene.World.DbAsync();
        var versions = await db.ProgrammeVersions.AsNoTracking().OrderBy(version => version.EffectiveFrom).ToListAsync();
        var decided = await db.OrderDecisions.Join(
            db.Orders, row => row.OrderId, order => order.Id, (row, order) => new { row.VersionId, order.PlacedAt }).ToListAsync();
        Assert.Equal((2 * Rounds, accepted + 1), (decided.Count, versions.Count));
        Assert.All(decided, row => Assert.Equal(versions.Last(version => version.EffectiveFrom <= row.PlacedAt).Id, row.VersionId));
    }

    [DatabaseTheory]
    public async Task R10_1_A_programme_that_is_made_later_decides_the_orders_from_its_beginning_on(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await scene.World.RecordedAsync(scene.Shop, scene.Order("DH-early", TimeSpan.FromDays(-3)));
        await scene.World.RecordedAsync(scene.Shop, scene.Order("DH-late", TimeSpan.FromDays(-1)));

        var made = await scene.World.Get<CreateProgramme>().RunAsync(
            scene.World.Admin,
            new CreateProgramme.Input(scene.Shop.Id, "them-moi", "Chương trình lập sau", ProgrammeTemplate.NewCustomer,
                EffectiveFrom: scene.Now.AddDays(-2)), default);
        await scene.WorkOffAsync();

        Assert.True(made.Succeeded);
        await using var db = await scene.World.DbAsync();
        var decisions = await db.OrderDecisions.Where(row => row.ProgrammeId == made.Value.Id)
            .Join(db.Orders, row => row.OrderId, order => order.Id, (row, order) => order.ExternalId).ToListAsync();
        Assert.Equal(["DH-late"], decisions);
        Assert.Equal(2, await db.OrderDecisions.CountAsync(row => row.ProgrammeId == scene.Programme.Id));
    }

    [DatabaseTheory]
    public async Task R1_3_A_click_on_a_link_that_another_node_made_a_moment_ago_is_restored_from_its_token(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        await other.Get<App.Traffic.Links.LinkDirectory>().LoadAsync(default);
        var link = await world.HasLinkAsync(partner, programme);
        var token = world.TokenOf(world.ClickOf(link, "v-1", World.Start.AddHours(-1)), recorded: false);

        var order = (await other.RecordAsync(
            shop, world.Order("DH-1", visitor: null) with { Attribution = new OrderTracking(token, null, null) })).Value.Results[0].Order!;

        Assert.Equal(partner.Id, order.Programs.Single().PartnerId);
    }

    [DatabaseTheory]
    public async Task R6_3_A_policy_that_comes_has_waiting_rewards_looked_at_once_and_begins_after_any_payment_that_was_posted(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.EarnsAsync(await world.HasEarnerAsync(TaxBasis.PerPayment), 100_000);
        async Task<DateTimeOffset?> DueAsync()
        {
            await using var looking = await world.DbAsync();
            return (await looking.WaitingRewards.SingleAsync()).DueAt;
        }

        Assert.Null(await DueAsync());
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 30, 23, 55, 0, LocalCalendar.Offset)); // a payment may be dated five past midnight
        var add = world.Get<AddTaxPolicy>();
        var input = new AddTaxPolicy.Input(TaxBasis.CalendarMonth, 2_000_000, 1_000, new DateOnly(2026, 7, 1), "Luật mới");
        Assert.Equal("policy_begins_later", Assert.Single((await add.RunAsync(world.Finance(), input, default)).Refusal!.Fields).Code);
        Assert.True((await add.RunAsync(world.Finance(), input with { From = new DateOnly(2026, 8, 1) }, default)).Succeeded);
        Assert.Equal(world.Clock.GetUtcNow(), await DueAsync());

        await world.Get<PostWaitingRewards>().PostAsync(default); // June is still not covered
        Assert.Null(await DueAsync());
        await using var db = await world.DbAsync();
        Assert.Equal(0, await db.WorkFailures.CountAsync());
    }

    [DatabaseTheory]
    public async Task R1_8_Who_joins_while_orders_with_his_code_come_in_on_two_nodes_misses_none_of_them(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using var other = scene.World.AnotherNode();
        for (var i = 0; i < Rounds; i++)
        {
            var partner = await scene.World.HasPartnerAsync();
            var number = i;
            OrderInput Named(string name) => scene.Order(
                $"DH-{number}-{name}", TimeSpan.Zero) with
            { Attribution = new OrderTracking(null, null, partner.ReferralCode) };
            var joining = Task.Run(
                () => other.Get<JoinProgramme>().RunAsync(other.Admin, partner.Id, new JoinProgramme.Input(scene.Programme.Code), default));
            await Task.WhenAll(joining, Task.Run(() => scene.World.RecordedAsync(scene.Shop, Named("a"))),
                Task.Run(() => other.RecordAsync(scene.Shop, Named("b"))));
            Assert.True((await joining).Succeeded);
        }

        await scene.WorkOffAsync(); // one look, at once
        await using var db = await scene.World.DbAsync();
        Assert.Equal(2 * Rounds, await db.Rewards.CountAsync(reward => !reward.IsReplaced));
    }

    [DatabaseTheory]
    public async Task R10_1_Whatever_changes_what_orders_are_decided_by_waits_for_those_who_decide(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        var (world, shop, code) = (scene.World, scene.Shop.Id, scene.Programme.Code);
        var joins = await world.HasPartnerAsync();
        var person = await world.PersonAsync(Role.ShopOwner, shopId: shop);
        var admin = world.Admin;
        var version = new AddProgrammeVersion.Input(scene.Now.AddHours(1), Json("{}"));
        var programme = new CreateProgramme.Input(shop, "moi", "Mới", ProgrammeTemplate.Loyalty);
        var role = new GrantMembership.Input(person.UserId, Role.Partner, joins.Id);
        var invitation = new InviteUser.Input("moi@example.vn", null, Role.Partner, joins.Id);
        (string Deed, Func<Task<bool>> Does)[] deeds =
        [
            ("a version", async () => (await world.Get<AddProgrammeVersion>().RunAsync(admin, code, version, default)).Succeeded),
            ("taking it back", async () => (await world.Get<WithdrawProgrammeVersion>().RunAsync(admin, code, 2, default)).Succeeded),
            ("a programme", async () => (await world.Get<CreateProgramme>().RunAsync(admin, programme, default)).Succeeded),
            ("joining", async () => (await world.Get<JoinProgramme>().RunAsync(admin, joins.Id, new(code), default)).Succeeded),
            ("a login", async () => (await world.Get<GrantMembership>().RunAsync(admin, role, default)).Succeeded),
            ("an invitation", async () => (await world.Get<InviteUser>().RunAsync(admin, invitation, default)).Succeeded),
        ];

        foreach (var (deed, does) in deeds)
        {
            var before = await RevisionAsync();
            Assert.True(await does(), deed);
            Assert.Equal((deed, before + 1), (deed, await RevisionAsync()));
        }

        async Task<int> RevisionAsync()
        {
            await using var db = await world.DbAsync();
            return await db.Shops.Where(row => row.Id == shop).Select(row => row.FactsRevision).SingleAsync();
        }
    }

    private static ShopAffiliateSettings Rates(int rate) =>
        new() { AllowCodes = true, Rates = new Rates { Default = new BasisPoints(rate) } };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    private static async Task<Scene> SceneAsync(DatabaseProvider provider)
    {
        var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop, Rates(500));
        return new Scene(world, shop, programme, await world.HasPartnerAsync(programme));
    }

    /// <summary>A shop with a programme of 5 % that takes codes, and a partner whose code its orders name.</summary>
    private sealed record Scene(World World, Shop Shop, Programme Programme, Partner Partner) : IAsyncDisposable
    {
        public DateTimeOffset Now { get; } = World.Clock.GetUtcNow();

        public OrderInput Order(string externalId, TimeSpan placed) => World.Order(externalId, visitor: null, Now + placed) with
        {
            Attribution = new OrderTracking(null, null, Partner.ReferralCode),
        };

        public async Task AddVersionAsync(World node, DateTimeOffset from, int rate)
        {
            var added = await node.Get<AddProgrammeVersion>().RunAsync(
                node.Admin, Programme.Code,
                new AddProgrammeVersion.Input(from, Json($$$"""{"allowCodes":true,"rates":{"default":{{{rate}}}}}""")), default);
            Assert.True(added.Succeeded, added.Refusal?.Code);
        }

        public async Task<long> GrossAsync(string externalId)
        {
            await using var db = await World.DbAsync();
            return await db.Rewards.Where(
                reward => !reward.IsReplaced && db.Orders.Any(order => order.Id == reward.OrderId && order.ExternalId == externalId))
                .Select(reward => reward.Gross).SingleAsync();
        }

        public async Task WorkOffAsync()
        {
            while (await World.Get<ReevaluateOrders>().RunDueAsync(default))
            {
                // until nothing is due
            }
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
