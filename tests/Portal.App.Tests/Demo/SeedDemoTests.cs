using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Access.Users;
using Portal.App.Attribution.Rewards;
using Portal.App.Eligibility;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Risk;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Demo;

/// <summary>One small demonstration for all tests that only look at it.</summary>
public sealed class SeededWorld : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await World.CreateAsync();
        await SeedDemoTests.SeedAsync(World, 300);
    }

    public async ValueTask DisposeAsync() => await World.DisposeAsync();
}

/// <summary>The year that is made up for the demonstration, and that it never touches a database in use.</summary>
public sealed class SeedDemoTests(SeededWorld seeded) : IClassFixture<SeededWorld>
{
    private static readonly Uri OpenShop = new("http://localhost:5080/demo-shop/");

    private readonly World world = seeded.World;

    [DatabaseTheory]
    public async Task A_fresh_database_gets_a_year_of_five_shops_with_every_case(DatabaseProvider provider)
    {
        await using var fresh = await World.CreateAsync(provider);

        const int orders = 1500;
        Assert.True(await SeedAsync(fresh, orders));

        await using var db = await fresh.DbAsync();
        Assert.Equal(5, await db.Shops.CountAsync());
        Assert.Equal(
            Enum.GetValues<ProgrammeTemplate>().Order(),
            (await db.Programmes.Select(programme => programme.Template).ToListAsync()).Order());
        Assert.InRange(await db.Orders.CountAsync(), orders * 4 / 5, orders * 6 / 5);
        Assert.Equal(Enum.GetValues<OrderStatus>().Length, await db.Orders.Select(order => order.Status).Distinct().CountAsync());
        Assert.Equal(
            CancellationReasons.All.Order(),
            (await db.Orders.Where(order => order.CancellationReason != null).Select(order => order.CancellationReason!).Distinct()
                .ToListAsync()).Order());
        Assert.True(await db.Orders.AnyAsync(order => order.HasHeldEvents));
        Assert.Empty(
            new[] { Decisions.Credited, Decisions.NoClick, Decisions.OutsideWindow, Decisions.SelfReferral }
                .Except(await db.OrderDecisions.Select(decision => decision.Code).Distinct().ToListAsync()));
        Assert.True(await db.OrderDecisions.AnyAsync(decision => decision.Trace.Contains("later_click_took_over")));
        Assert.Equal(Enum.GetValues<RewardState>().Length, await db.Rewards.Select(reward => reward.State).Distinct().CountAsync());
        Assert.Empty(new[] { RiskRule.DeviceClash, RiskRule.SelfReferral, RiskRule.ImpossibleTime }
            // the flood is found by the worker
            .Except(await db.RiskCases.Where(row => row.Signals > 0).Select(row => row.Rule).ToListAsync()));
        Assert.True(await db.RewardHolds.AnyAsync());
        Assert.Equal(Enum.GetValues<IdentityState>().Length, await db.Partners.Select(partner => partner.Identity).Distinct().CountAsync());
        Assert.Equal(
            Enum.GetValues<Role>().Order(),
            (await db.Memberships.Select(membership => membership.Role).Distinct().ToListAsync()).Order());
        await EveryProgrammeShowsWhatItDecidesAsync(fresh);
    }

    private static async Task EveryProgrammeShowsWhatItDecidesAsync(World fresh)
    {
        await using var db = await fresh.DbAsync();
        Assert.Empty(
            new[]
            {
                SurchargeDecisions.Charged, SurchargeDecisions.FreeOrder, Decisions.NotNewCustomer, Decisions.WrongPickupPoint,
            }.Except(await db.OrderDecisions.Select(decision => decision.Code).Distinct().ToListAsync()));
        Assert.True(await db.Rewards.AnyAsync(reward => reward.Kind == RewardKinds.NewCustomer && reward.State == RewardState.Earned));
        Assert.Equal(2, await db.Surcharges.Select(row => row.IntroducedBy).Distinct().CountAsync());
        Assert.True(await db.Surcharges.AnyAsync(row => row.FreeOrder == 5));
        Assert.True(await db.CustomerIntroductions.AnyAsync(row => row.By == Introducer.Owner));
        Assert.Empty(
            new[] { EligibilityState.Invited, EligibilityState.Queued }
                .Except(await db.EligibilityAccounts.Select(account => account.State).Distinct().ToListAsync()));
        var main = await db.Partners.SingleAsync(partner => partner.Email == DemoData.People.Accounts[0].Email);
        var progress = await fresh.Get<EligibilityQueries>().OfPartnerAsync(fresh.PersonOf(main), main.Id, CancellationToken.None);
        Assert.Equal(EligibilityState.Invited, Assert.Single(progress.Value).State);
    }

    [Fact]
    public async Task Everything_lies_in_the_twelve_months_before_now_and_is_recorded_when_it_happened()
    {
        await using var db = await world.DbAsync();
        var now = world.Clock.GetUtcNow();
        var first = LocalCalendar.StartOf(LocalCalendar.Day(now).AddMonths(-12));
        var orders = await db.Orders.AsNoTracking().ToListAsync();
        Assert.All(orders, order =>
        {
            Assert.InRange(order.PlacedAt, first, now);
            Assert.InRange(order.ReceivedAt, order.PlacedAt, order.PlacedAt.AddDays(1));
        });
        Assert.Equal(12, orders.Where(order => order.PlacedAt < now.AddDays(-15))
            .Select(order => LocalCalendar.Month(LocalCalendar.Day(order.PlacedAt))).Distinct().Count());
        Assert.All(await db.OrderEvents.AsNoTracking().ToListAsync(), happened =>
            Assert.InRange(happened.RecordedAt, happened.OccurredAt, happened.OccurredAt.AddDays(1)));
    }

    [Fact]
    public async Task The_same_present_gives_the_same_year()
    {
        await using var twin = await World.CreateAsync();

        await SeedAsync(twin, 300);

        Assert.Equal(await FactsAsync(world), await FactsAsync(twin));
    }

    [Fact]
    public async Task A_database_with_a_shop_is_left_alone()
    {
        var before = await FactsAsync(world);

        Assert.False(await SeedAsync(world, 50));

        Assert.Equal(before, await FactsAsync(world));
    }

    [Fact]
    public async Task Its_people_sign_in_with_what_the_start_prints()
    {
        var accounts = new DemoAccounts(world.Get<PortalKeys>());

        foreach (var account in DemoData.People.Accounts)
        {
            var outcome = await world.Get<CheckPassword>()
                .RunAsync(Actor.Nobody, new CheckPassword.Input(account.Email, accounts.Password), CancellationToken.None);

            Assert.True(outcome.Succeeded);
            Assert.Equal(account.Role.NeedsSecondFactor(), outcome.Value.NeedsCode);
            Assert.Equal(account.Role.NeedsSecondFactor(), accounts.AuthenticatorKey(account.Email) is not null);
        }
    }

    [Fact]
    public async Task Links_of_the_open_shop_lead_into_the_demo_shop()
    {
        await using var db = await world.DbAsync();
        var programme = await db.Programmes.SingleAsync(found => found.Code == DemoData.OpenShop.Programme.Code);
        Assert.All(
            await db.Links.Where(link => link.ProgrammeId == programme.Id).Select(link => link.DestinationUrl).ToListAsync(),
            url => Assert.StartsWith(OpenShop.ToString(), url, StringComparison.Ordinal));
    }

    internal static Task<bool> SeedAsync(World world, int orders) => SeedDemo.RunAsync(
        new PortalSettings
        {
            Database = world.Settings.Database,
            ConnectionStrings = world.Settings.ConnectionStrings,
            Data = world.Settings.Data,
            Demo = new DemoSettings { Orders = orders },
        },
        world.Get<IDataProtectionProvider>(),
        NullLoggerFactory.Instance,
        world.Clock.GetUtcNow(),
        OpenShop,
        CancellationToken.None);

    private static async Task<List<string>> FactsAsync(World world)
    {
        await using var db = await world.DbAsync();
        return
        [
            .. await db.Orders.OrderBy(order => order.ExternalId)
                .Select(order => $"{order.ExternalId} {order.PlacedAt.UtcTicks} {order.CustomerId} {order.Paid} {order.Status} {order.CancellationReason}").ToListAsync(),
            .. await db.Rewards.OrderBy(reward => reward.PlacedAt)
            .Select(reward => $"{reward.PlacedAt.UtcTicks} {reward.Gross} {reward.State}").ToListAsync(),
            .. await db.Partners.OrderBy(partner => partner.Email).Select(partner => $"{partner.Email} {partner.Phone} {partner.Identity}")
            .ToListAsync(),
            .. (await db.Links.Select(link => $"{link.DestinationUrl} {link.SubId} {link.Kind}").ToListAsync())
            .Order(StringComparer.Ordinal),
        ];
    }
}
