using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Risk;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// The real host over two months in which everything happened that a figure can count: orders of every status, a held reward, a closed
/// month and an open one, requests that are paid, returned, awaited and late, an answer that fits nothing, a correction that waits, an
/// import, statements, an invoice and disputes.
/// </summary>
public sealed class SeededPortal : IAsyncDisposable
{
    private readonly Dictionary<Role, Browser> browsers = [];

    private SeededPortal(World world)
    {
        World = world;
        Host = new AccountHost(world, ("Limits:SignInsPerMinute", "1000"));
    }

    public World World { get; }

    public AccountHost Host { get; }

    public (Shop Shop, App.Partners.Profiles.Partner Partner, Link Link) Earner { get; private set; }

    /// <summary>A shop that pays surcharges: one week left it owing and another is in its favour.</summary>
    public Shop Rental { get; private set; } = null!;

    /// <summary>The owner of a shop that pays surcharges, whose pages show more.</summary>
    public Browser Renter { get; private set; } = null!;

    /// <summary>Who has a browser of its own for each role.</summary>
    public IReadOnlyDictionary<Role, Browser> Browsers => browsers;

    public static async Task<SeededPortal> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var portal = new SeededPortal(await World.CreateAsync(provider));
        await portal.LiveAsync();
        await portal.SignInAsync();
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await World.DisposeAsync();
    }

    private async Task LiveAsync()
    {
        Earner = await World.HasEarnerAsync();
        var payee = (Earner.Partner, Account: await World.HasBankAccountAsync(Earner.Partner));
        await using (var db = await World.DbAsync())
            await db.Partners.ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, World.Clock.GetUtcNow()));

        // June: over the threshold, so that its tax is remitted, and another partner's under it
        await World.EarnsAsync(Earner, 3_000_000);
        await World.EarnsAsync(await World.HasEarnerAsync(), 500_000);
        var paid = (await World.AsksAsync(payee, 300_000)).Value;
        var returned = (await World.AsksAsync(payee, 250_000)).Value;
        Done(await World.AsksAsync(payee, 200_000)); // the bank says nothing of it
        Rental = (await World.HasRentalShopAsync()).Shop;
        await World.SellsAsync(Rental, "TD-6");
        World.NextMonth();
        await World.MakesStatementsAsync();
        Done(await World.ClosesAsync());
        var june = await World.SendsBatchAsync();
        Done(await World.AnswersAsync(
            june, new(paid.Id, true), new(returned.Id, false, "Tên không khớp"), new(Guid.CreateVersion7(World.Start), true)));

        // July, whose orders the lists of the last 30 days show
        World.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 20)).AddHours(12));
        await World.EarnsAsync(Earner, 1_000_000);
        await World.BringsAsync(Earner, 250_000);
        var cancelled = await World.BringsAsync(Earner, 170_000);
        await World.HappensAsync(
            Earner.Shop, cancelled, OrderEventType.Cancelled, World.Clock.GetUtcNow(), reason: CancellationReasons.OutOfStock);
        var sentBack = await World.EarnsAsync(Earner, 130_000);
        await World.HappensAsync(
            Earner.Shop, sentBack, OrderEventType.Returned, World.Clock.GetUtcNow(), reason: CancellationReasons.Returned);
        var fast = await World.BoughtAsync(Earner.Shop, Earner.Link, TimeSpan.FromSeconds(1), "DH-nhanh");
        await World.HappensAsync(Earner.Shop, fast.ExternalId, OrderEventType.Paid, World.Clock.GetUtcNow());
        Done(await World.HoldAsync(await World.RiskCaseAsync(Earner.Partner, RiskRule.ImpossibleTime)));
        Done(await World.AsksAsync(payee, 220_000));
        await World.ImportedAsync(World.OwnerOf(Earner.Shop), Report);
        await World.SellsAsync(Rental, "TD-7", platform: 25_000);

        // August: July's batch waits for its approval, June's for the bank; nobody closed July
        World.NextMonth();
        await World.MakesStatementsAsync();
        await DisputeAsync();
        Done(await World.MakesBatchAsync());
        Done(await World.Get<AdjustBalance>()
            .RunAsync(World.Finance(), Earner.Partner.Id, new AdjustBalance.Input(5_000_000, "Thưởng quý"), default));
        await FailsAsync();
    }

    /// <summary>A partner misses an order, and a shop says who brought a customer.</summary>
    private async Task DisputeAsync()
    {
        await World.FiledAsync(World.PersonOf(Earner.Partner), World.Missing(Earner.Shop, "NK-1"));
        await using var db = await World.DbAsync();
        var order = await db.Orders.Where(row => row.ShopId == Rental.Id && row.ExternalId == "TD-7").Select(row => row.Id).SingleAsync();
        await World.FiledAsync(World.OwnerOf(Rental), World.WrongSource(order));
    }

    /// <summary>An hour of clicks that could not be looked through, and is not tried again while the pages are walked.</summary>
    private async Task FailsAsync()
    {
        await using var db = await World.DbAsync();
        var now = World.Clock.GetUtcNow();
        db.WorkFailures.Add(new WorkFailure
        {
            Kind = WorkKind.ClickFlood,
            SubjectId = Ids.New(World.Clock),
            Subject = "01/08/2026 09:00",
            Attempts = 3,
            Error = "timeout",
            Since = now,
            LastAt = now,
            NextAt = now.AddDays(30),
        });
        await db.SaveChangesAsync();
    }

    private const string Report =
        "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Trạng thái\nNK-1;5/7/2026 11:00;Phở khô;2;45.000;Chờ duyệt\nNK-2;5/7/2026 11:00;Phở khô;không;45.000;Chờ duyệt\n";

    private async Task SignInAsync()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var person = await World.PersonAsync(
                role, name: string.Create(CultureInfo.InvariantCulture, $"{NameOf(role)}"),
                partnerId: role == Role.Partner ? Earner.Partner.Id : null,
                shopId: role is Role.ShopOwner or Role.ShopStaff ? Earner.Shop.Id : null,
                authenticatorKey: role.NeedsSecondFactor() ? AuthenticatorApp.Key : null);
            browsers[role] = await Host.SignInAsync(person, withApp: role.NeedsSecondFactor());
        }

        // brought by the owner, and so free of surcharge
        await World.RecordedAsync(Rental, World.Rental("TD-8", "kh-8", placedAt: World.Clock.GetUtcNow().AddHours(-2)) with
        {
            Attribution = OrderTracking.None with { ReferralCode = Rental.ReferralCode },
        });
        await World.HappensAsync(Rental, "TD-8", OrderEventType.Paid, World.Clock.GetUtcNow().AddHours(-1));
        await World.RecordedAsync(Rental, World.Rental("TD-1", "kh-1", placedAt: World.Clock.GetUtcNow().AddHours(-1)));
        Renter = await Host.SignInAsync(await World.PersonAsync(Role.ShopOwner, name: "Chủ tiệm thuê", shopId: Rental.Id));
    }

    private static string NameOf(Role role) => $"Người {role}";

    private static void Done<T>(Outcome<T> outcome) => Assert.True(outcome.Succeeded, outcome.Refusal?.Code);
}

/// <summary>One such portal a database for all tests that only look at it.</summary>
public sealed class SeededPortals : IAsyncLifetime
{
    private readonly Dictionary<DatabaseProvider, SeededPortal> portals = [];

    public async Task<SeededPortal> OfAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        if (!portals.TryGetValue(provider, out var portal))
            portals[provider] = portal = await SeededPortal.CreateAsync(provider);
        return portal;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in portals.Values)
            await portal.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SeededPortalCollection : ICollectionFixture<SeededPortals>
{
    public const string Name = "seeded portal";
}
