using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.App;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Risk;

namespace Portal.Demo;

/// <summary>
/// Fills a fresh database with a year of five shops (<see cref="DemoPlan"/>), through the same use cases as everybody else,
/// so that what it shows is what the portal would have done. It lives the year day by day on a clock of its own, which is
/// why it has a container of its own: nothing that serves people ever sees that clock.
/// </summary>
public sealed partial class SeedDemo : IAsyncDisposable
{
    /// <summary>The seed from which the demonstration is made up.</summary>
    public const int Seed = 2204;

    private readonly ServiceProvider portal;
    private readonly ReplayClock clock = new();
    private readonly ILogger<SeedDemo> log;
    private readonly Dictionary<string, Guid> shops = [];
    private readonly Dictionary<string, Guid> programmes = [];
    private readonly Dictionary<PlannedPartner, PartnerView> partners = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedLink, Guid> links = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedClick, ClickFacts> clicks = new(ReferenceEqualityComparer.Instance);

    private SeedDemo(PortalSettings settings, IDataProtectionProvider protection, ILoggerFactory logs)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddPortalApp(settings);
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton(protection);
        services.AddSingleton<TimeProvider>(clock);
        portal = services.BuildServiceProvider();
        log = logs.CreateLogger<SeedDemo>();
    }

    /// <param name="settings">Where the database and its keys are, and how many orders are wanted.</param>
    /// <param name="protection">The host's own, so that it can read what is encrypted here.</param>
    /// <param name="logs">Where progress goes.</param>
    /// <param name="now">The end of the year that is made up.</param>
    /// <param name="openShop">Where the demo shop answers, with a slash at its end; null when there is none.</param>
    /// <returns>False when the database has shops already, and nothing was done.</returns>
    public static async Task<bool> RunAsync(
        PortalSettings settings, IDataProtectionProvider protection, ILoggerFactory logs, DateTimeOffset now, Uri? openShop,
        CancellationToken cancellationToken)
    {
        await using var seeding = new SeedDemo(settings, protection, logs);
        await using (var db = await seeding.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken))
        {
            if (await db.Shops.AnyAsync(cancellationToken))
                return false;
        }

        var watch = Stopwatch.StartNew();
        var plan = DemoPlan.Make(Seed, now, settings.Demo.Orders, openShop);
        await seeding.PlayAsync(plan, now, openShop, cancellationToken);
        seeding.log.LogInformation(
            "Demo data: {Orders} orders, {Clicks} clicks, {Links} links of {Partners} partners in {Seconds:0} s",
            plan.Orders.Count, plan.Clicks.Count, plan.Links.Count, plan.Partners.Count, watch.Elapsed.TotalSeconds);
        return true;
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private async Task PlayAsync(DemoPlan plan, DateTimeOffset now, Uri? openShop, CancellationToken cancellationToken)
    {
        log.LogInformation("Demo data: making up {Orders} orders of five shops", plan.Orders.Count);
        clock.Now = LocalCalendar.StartOf(plan.FirstDay);
        await CreateShopsAsync(cancellationToken);
        await CreateAccountsAsync(ofPartners: false, cancellationToken);
        foreach (var partner in plan.Partners.OrderBy(partner => partner.JoinedAt))
            await CreateAsync(partner, cancellationToken);
        if (openShop is not null)
            await OpenShopAsync(openShop, cancellationToken);

        var newLinks = new Queue<PlannedLink>(plan.Links.OrderBy(link => link.CreatedAt));
        var pauses = new Queue<PlannedLink>(plan.Links.Where(link => link.PausedAt is not null).OrderBy(link => link.PausedAt));
        var newClicks = new Queue<PlannedClick>(plan.Clicks);
        var newOrders = new Queue<PlannedOrder>(plan.Orders);
        var happenings = new Queue<(PlannedOrder Order, OrderEventInput Event)>(plan.Orders
            .SelectMany(order => order.Events.Select(happened => (order, happened))).OrderBy(pair => pair.happened.OccurredAt));
        var holding = LocalCalendar.Day(now).AddDays(-5);
        for (var day = plan.FirstDay; day <= LocalCalendar.Day(now); day = day.AddDays(1))
        {
            var end = Earlier(LocalCalendar.StartOf(day.AddDays(1)), now);
            foreach (var link in Until(newLinks, link => link.CreatedAt < end))
                await CreateAsync(link, cancellationToken);
            Record(Until(newClicks, click => click.At < end).ToList());
            foreach (var link in Until(pauses, link => link.PausedAt < end))
                await PauseAsync(link, cancellationToken);

            // shops tell of their orders at the end of the day
            clock.Now = end;
            await RecordAsync(Until(newOrders, order => order.Order.PlacedAt < end).ToList(), cancellationToken);
            await RecordAsync(Until(happenings, pair => pair.Event.OccurredAt < end).ToList(), cancellationToken);
            if (day == holding)
                await HoldAsync(cancellationToken);
            await MoveMoneyAsync(day, LocalCalendar.Day(now), cancellationToken);
            await MoveShopsAsync(day, LocalCalendar.Day(now), cancellationToken);
            if (day.Day == 1)
                log.LogInformation("Demo data: {Month:MM/yyyy}, {Left} orders left", day, newOrders.Count);
        }

        clock.Now = now;
        await CreateAccountsAsync(ofPartners: true, cancellationToken);
        await AuditAsync(cancellationToken);
    }

    /// <summary>Rewards are held, and nobody looks at them again.</summary>
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var fast = await db.RiskCases.Where(row => row.Rule == RiskRule.ImpossibleTime).Select(row => row.Id)
            .ToListAsync(cancellationToken);
        Made(await Get<HoldRewards>().RunAsync(Actor.System, new RiskChoice(fast, DemoData.People.HoldReason), cancellationToken));
    }

    private async Task CreateShopsAsync(CancellationToken cancellationToken)
    {
        foreach (var shop in DemoData.Shops)
        {
            var made = Made(await Get<CreateShop>().RunAsync(
                Actor.System, new CreateShop.Input(shop.Code, shop.Name, shop.Kind, shop.OpenedOn, [shop.Host]), cancellationToken));
            shops[shop.Code] = made.Id;
            var programme = Made(await Get<CreateProgramme>().RunAsync(
                Actor.System,
                new CreateProgramme.Input(made.Id, shop.Programme.Code, shop.Programme.Name,
                    TemplateNames.Parse(shop.Programme.Template)!.Value, shop.Programme.Settings),
                cancellationToken));
            programmes[shop.Code] = programme.Id;
        }
    }

    private async Task CreateAsync(PlannedPartner planned, CancellationToken cancellationToken)
    {
        clock.Now = planned.JoinedAt;
        var partner = Made(await Get<CreatePartner>().RunAsync(
            Actor.System,
            new CreatePartner.Input(
                planned.Name, planned.Email, planned.Phone, [.. planned.Shops.Select(shop => shop.Programme.Code)], planned.PickupPoint),
            cancellationToken));
        partners[planned] = partner;
        if (planned.Identity == IdentityState.NotChecked)
        {
            await SendCardAsync(planned, partner.Id, cancellationToken);
            return;
        }

        clock.Now = planned.JoinedAt + DemoPlan.UntilVerified;
        var approved = planned.Identity == IdentityState.Approved;
        partners[planned] = Made(await Get<VerifyPartner>().RunAsync(
            Actor.System,
            partner.Id,
            new VerifyPartner.Input(approved ? VerifyPartner.Decision.Approved : VerifyPartner.Decision.Rejected, approved, planned.Reason),
            cancellationToken));
    }

    /// <summary>They wait for the admin's decision; whoever has an account sends their card themselves.</summary>
    private async Task SendCardAsync(PlannedPartner planned, Guid partnerId, CancellationToken cancellationToken)
    {
        if (DemoData.People.MoreAccounts.Any(account => account.Email == planned.Email))
            return;

        clock.Now = planned.JoinedAt + (DemoPlan.UntilVerified / 2);
        var number = partners.Count;
        _ = Made(await Get<SubmitIdentity>().RunAsync(
            ActorOf(partnerId, planned.Name),
            new SubmitIdentity.Input(planned.Name, $"079{number % 2}9{number % 9}{number:000000}", DemoCard.Side(number, front: true),
                DemoCard.Side(number, front: false), Agreed: true),
            cancellationToken));
    }

    private async Task OpenShopAsync(Uri openShop, CancellationToken cancellationToken) => _ = Made(await Get<UpdateShop>().RunAsync(
        Actor.System,
        shops[DemoData.OpenShop.Code],
        new UpdateShop.Input(Hosts: [DemoData.OpenShop.Host, openShop.Authority]),
        cancellationToken));

    private async Task CreateAsync(PlannedLink planned, CancellationToken cancellationToken)
    {
        if (planned.IsFirst)
        {
            links[planned] = await FindFirstAsync(planned, cancellationToken);
            return;
        }

        clock.Now = planned.CreatedAt;
        var link = Made(await Get<CreateLink>().RunAsync(
            Actor.System,
            new CreateLink.Input(planned.Shop.Programme.Code, planned.Kind, planned.Url, IdOf(planned.Partner), planned.Partner is null
                ? shops[planned.Shop.Code] : null, planned.SubId),
            cancellationToken));
        links[planned] = link.Id;
    }

    /// <summary>
    /// The link that came with the verification. The open shop's leads into the demo shop, so that the first link that anybody
    /// tries works; no use case changes where a link leads, and none should.
    /// </summary>
    private async Task<Guid> FindFirstAsync(PlannedLink planned, CancellationToken cancellationToken)
    {
        await using var db = await Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var (partner, programme) = (IdOf(planned.Partner), programmes[planned.Shop.Code]);
        var id = await db.Links.Where(link => link.PartnerId == partner && link.ProgrammeId == programme).Select(link => link.Id)
            .SingleAsync(cancellationToken);
        await db.Links.Where(link => link.Id == id).ExecuteUpdateAsync(
            link => link.SetProperty(l => l.DestinationUrl, planned.Url)
            .SetProperty(l => l.SearchText, LinkView.Searchable(planned.Url, null)), cancellationToken);
        return id;
    }

    private async Task PauseAsync(PlannedLink planned, CancellationToken cancellationToken)
    {
        clock.Now = planned.PausedAt!.Value;
        Made(await Get<PauseLink>().RunAsync(Actor.System, links[planned], cancellationToken));
    }

    /// <summary>Clicks go straight to their store: the redirect's queue would wait for the disk once a click.</summary>
    private void Record(IReadOnlyList<PlannedClick> day)
    {
        if (day.Count == 0)
            return;

        var records = new List<ClickRecord>(day.Count);
        foreach (var planned in day)
        {
            clock.Now = planned.At;
            var record = new ClickRecord
            {
                Id = Get<ClickIds>().Next(),
                LinkId = links[planned.Link],
                PartnerId = IdOf(planned.Link.Partner),
                ProgrammeId = programmes[planned.Link.Shop.Code],
                VisitorId = planned.Visitor,
                At = planned.At,
                Kind = planned.Kind,
            };
            records.Add(record);
            clicks[planned] = new ClickFacts(record.Id, record.LinkId, record.VisitorId, record.At, record.Kind, Recorded: true);
        }

        Get<IClickStore>().Insert(records);
    }

    /// <summary>The day's orders of all shops at once, which then share a commit.</summary>
    private async Task RecordAsync(IReadOnlyList<PlannedOrder> day, CancellationToken cancellationToken)
    {
        var calls = day.GroupBy(order => order.Shop).SelectMany(shop => shop.Chunk(RecordOrders.Most), (shop, batch) =>
            Get<RecordOrders>().RunAsync(
                ActorOf(shop.Key), new RecordOrders.Input(null, [.. batch.Select(order => order.Order with { Attribution = Way(order) })]),
                cancellationToken));
        foreach (var outcome in await Task.WhenAll(calls))
        {
            if (Made(outcome).Results.FirstOrDefault(result => result.Refusal is not null)?.Refusal is { } refused)
                throw Unexpected(refused);
        }
    }

    private async Task RecordAsync(IReadOnlyList<(PlannedOrder Order, OrderEventInput Event)> day, CancellationToken cancellationToken)
    {
        var calls = day.Select(pair => Get<RecordOrderEvent>().RunAsync(
            ActorOf(pair.Order.Shop), new RecordOrderEvent.Input(null, pair.Order.Order.ExternalId, pair.Event), cancellationToken));
        foreach (var outcome in await Task.WhenAll(calls))
            Made(outcome);
    }

    /// <summary>What the order brings back of the way it came (R1.3).</summary>
    private OrderTracking Way(PlannedOrder order) => new(
        order.Click is { } click ? Get<ClickTokens>().Create(clicks[click]) : null,
        order.Visitor?.ToString(),
        order.CodeOf is { } partner ? partners[partner].ReferralCode : null);

    /// <summary>
    /// The operator's and the shops' people are there from the first day, since they act; partners get theirs when the partners exist.
    /// </summary>
    private async Task CreateAccountsAsync(bool ofPartners, CancellationToken cancellationToken)
    {
        var accounts = Get<DemoAccounts>();
        Made(await Get<UnitOfWork>().RunAsync<Done>(
            Actor.System,
            (db, _) =>
            {
                var people = DemoData.People.Accounts.Concat(DemoData.People.MoreAccounts).GroupBy(account => account.Email);
                foreach (var person in people.Where(person => person.Any(account => account.Role.IsOfPartner()) == ofPartners))
                {
                    var roles = person.Select(account => new UserFactory.SeedRole(
                        account.Role,
                        account.Role.IsOfPartner() ? partners.First(partner => partner.Key.Email == account.Email).Value.Id : null,
                        account.Shop is { } shop ? shops[shop] : null,
                        account.Rights));
                    var user = Get<UserFactory>().SeedUser(
                        db, person.Key, person.First().Name, accounts.Password, [.. roles], accounts.AuthenticatorKey(person.Key));
                    foreach (var account in person.Where(account => account.Shop is null))
                        operators.TryAdd(account.Role,
                            new Actor(user.Id, account.Name, null, null, Permission.Of(account.Role)) { Role = account.Role });
                }

                return Task.FromResult<Outcome<Done>>(new Done());
            },
            cancellationToken));
    }

    private Guid? IdOf(PlannedPartner? partner) => partner is null ? null : partners[partner].Id;

    private Actor ActorOf(DemoShopData shop) => Actor.System with
    {
        Name = shop.Name,
        ShopId = shops[shop.Code],
        Permissions = new HashSet<string> { OrderPermissions.ShopWrite },
    };

    /// <summary>The portal in a partner's name: most partners of the demonstration have no account.</summary>
    private static Actor ActorOf(Guid partner, string name) => Actor.System with
    {
        Name = name,
        PartnerId = partner,
        Permissions = Permission.Of(Role.Partner),
    };

    private T Get<T>() where T : notnull => portal.GetRequiredService<T>();

    private static IEnumerable<T> Until<T>(Queue<T> queue, Func<T, bool> isDue)
    {
        while (queue.TryPeek(out var next) && isDue(next))
            yield return queue.Dequeue();
    }

    private static T Made<T>(Outcome<T> outcome) => outcome.Refusal is { } refusal ? throw Unexpected(refusal) : outcome.Value;

    private static InvalidOperationException Unexpected(Refusal refusal) => new(
        $"The demo data broke a rule: {refusal.Code} {string.Join(", ", refusal.Fields.Select(field => $"{field.Field} {field.Code}"))}");

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    /// <summary>Stands at the moment of the year that is being lived.</summary>
    private sealed class ReplayClock : TimeProvider
    {
        private long ticks;

        public DateTimeOffset Now
        {
            set => Interlocked.Exchange(ref ticks, value.UtcTicks);
        }

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
    }
}
