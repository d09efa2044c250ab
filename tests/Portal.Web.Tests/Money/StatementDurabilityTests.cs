using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Money;

/// <summary>
/// The real process is killed at random moments of the Monday run, after four weeks in which no statement was made and in which a month and
/// a year ended. Started again until all is made, it has made what was made in a twin that was never disturbed.
/// </summary>
public sealed class StatementDurabilityTests
{
    private const int Weeks = 4;
    private const int Seed = 20270111;

    private static readonly int Shops = LongRun.Of(30, 400);
    private static readonly int Kills = LongRun.Of(2, 40);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A little after the Monday began on which all of it is made.</summary>
    private static readonly DateTimeOffset Now = new(2027, 1, 11, 0, 0, 5, LocalCalendar.Offset);

    [DatabaseTheory]
    public async Task R7_8_After_kill_9_in_the_Monday_run_starting_again_makes_what_an_undisturbed_run_makes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, forProcesses: true);
        await using var undisturbed = await World.CreateAsync(provider, forProcesses: true);
        await Task.WhenAll(LiveAsync(world), LiveAsync(undisturbed));
        await undisturbed.MakesStatementsAsync();
        var (all, invoices) = await MadeAsync(undisturbed);
        Assert.InRange(all, Shops + 1, Shops * Weeks);
        Assert.InRange(invoices, Shops / 4, Shops);

        await world.SlowsDownAsync(
            ("WeeklyStatements", 6), ("StatementLines", 6), ("Outbox", 6), ("Invoices", 20), ("InvoiceParts", 20));
        var moments = new Random(Seed);
        List<(int Statements, int Invoices)> left = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            // each leaves work for the next one, and the last is killed at the invoices; on PostgreSQL every other time two nodes are at it
            var (before, _) = await MadeAsync(world);
            var until = kill == Kills - 1 ? all : before + moments.Next((all - before) / (Kills - kill));
            var nodes = provider == DatabaseProvider.PostgreSql && kill % 2 == 1 ? 2 : 1;
            left.Add(await KilledAsync(world, nodes, until, moments.Next(150)));
        }

        await world.MakesStatementsAsync();
        Assert.Equal((all, invoices), await MadeAsync(world));
        await world.MakesStatementsAsync(); // finds nothing to do
        Assert.Equal(await BooksAsync(undisturbed), await BooksAsync(world));
        Assert.Equal(await MailsAsync(undisturbed), await MailsAsync(world));
        await AssertWholeAsync(world);
        world.Clock.Advance(TimeSpan.FromHours(1)); // after the audits of the processes
        Assert.Empty(await world.AuditAsync());
        Assert.SkipWhen(left.TrueForAll(made => made == (all, invoices)), "The machine stood still: each kill came when all was made.");
    }

    /// <summary>
    /// Weeks of orders of shops that are charged, that are owed promotions, and that have weeks without orders; some come back weeks later.
    /// </summary>
    private static async Task LiveAsync(World world)
    {
        var random = new Random(Seed);
        world.Clock.MoveTo(Now.AddDays(-7 * Weeks).AddHours(8));
        List<Shop> shops = [];
        for (var i = 0; i < Shops; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1)); // ids sort by time: the same order in both worlds
            shops.Add((await world.HasRentalShopAsync(i % 3 == 0 ? ShopKind.Professional : ShopKind.Individual)).Shop);
            _ = world.OwnerOf(shops[i]);
        }

        await using (var db = await world.DbAsync())
        {
            await db.Users.Where(user => db.Shops.Any(shop => shop.Id == user.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, "set")); // who cannot sign in gets no mail
        }

        for (var week = 0; week < Weeks; week++)
        {
            for (var i = 0; i < Shops; i++)
            {
                if (week == i % (Weeks + 2))
                    continue;

                await world.SellsAsync(
                    shops[i], $"T-{week}", $"KH-{random.Next(3)}", platform: i % 4 == 0 ? 30_000 : 0, own: random.Next(9_000));
                if (week == 2 && i % 5 == 4)
                    await world.HappensAsync(shops[i], "T-0", OrderEventType.Returned, world.Clock.GetUtcNow());
            }

            world.NextWeek();
            world.Clock.Advance(TimeSpan.FromHours(8));
        }

        world.Clock.MoveTo(Now);
    }

    /// <summary>Starts the portal, and kills it a little after there are so many statements.</summary>
    /// <returns>What there was then.</returns>
    private static async Task<(int Statements, int Invoices)> KilledAsync(World world, int nodes, int statements, int after)
    {
        var portals = await Task.WhenAll(Enumerable.Range(1, nodes).Select(node => StartAsync(world, node)));
        try
        {
            await WaitAsync(world, portals[0], statements);
            await Task.Delay(after); // the moment is what is tried
            await Task.WhenAll(portals.Select(portal => portal.KillAsync()));

            // killed at its work, not at its complaints
            Assert.All(portals, portal => Assert.DoesNotContain("fail:", portal.Output, StringComparison.Ordinal));
            return await MadeAsync(world);
        }
        finally
        {
            foreach (var portal in portals)
                await portal.DisposeAsync();
        }
    }

    private static Task<PortalProcess> StartAsync(World world, int node) =>
        PortalProcess.StartAsync(world, ("Clock__Now", Now.ToString("O")), ("Tracking__Node", $"{node}"));

    private static async Task WaitAsync(World world, PortalProcess portal, int statements)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await MadeAsync(world) is var made && made.Statements < statements)
        {
            Assert.False(patience.IsCancellationRequested, $"{made} after {Patience}: {portal.Output}");
            await Task.Delay(2);
        }
    }

    private static async Task<(int Statements, int Invoices)> MadeAsync(World world)
    {
        await using var db = await world.DbAsync();
        return (await db.WeeklyStatements.CountAsync(), await db.Invoices.CountAsync());
    }

    /// <summary>Statements with their lines, invoices with their parts, what orders are stated with and the ledger, without ids.</summary>
    private static async Task<IReadOnlyList<string>> BooksAsync(World world)
    {
        await using var db = await world.DbAsync();
        var shops = await db.Shops.ToDictionaryAsync(shop => shop.Id, shop => shop.Code);
        var statements = await db.WeeklyStatements.AsNoTracking().ToDictionaryAsync(row => row.Id);
        var invoices = await db.Invoices.AsNoTracking().ToDictionaryAsync(row => row.Id);
        var lines = await db.StatementLines.AsNoTracking().ToListAsync();
        var orders = await db.Orders.ToDictionaryAsync(order => order.Id, order => order.ExternalId);
        var parts = await db.InvoiceParts.AsNoTracking().ToListAsync();
        var surcharges = await db.Surcharges.AsNoTracking().ToListAsync();
        var entries = await db.JournalEntries.AsNoTracking().ToListAsync();
        var states = await world.Get<StatementQueries>().ListAsync(
            world.Finance(), new StatementFilter(), new PageRequest(1, statements.Count + 1), default);
        return
        [
            .. states.Items.Select(one => $"{one.Number} {one.State} {one.Outcome} {one.Orders} {one.Invoice}")
            .Concat(statements.Values.Select(
                one => $"{shops[one.ShopId]} {one.Week:O} {one.Number} {one.Entries} {one.Surcharges} {one.Promotions} "
                    + $"{one.Corrections} {one.Net} {one.Remaining} {one.ConfirmedAt}"))
            .Concat(lines.Select(
                line => $"{statements[line.StatementId].Number} {orders[line.OrderId!.Value]} {line.At:O} {line.Week:O} {line.Amount}"))
            .Concat(invoices.Values.Select(
                one => $"{one.Number} {shops[one.ShopId]} {one.Month:O} {one.Amount} {one.OpenAmount} {one.DueOn:O}"))
            .Concat(parts.Select(part => $"{invoices[part.InvoiceId].Number} {statements[part.StatementId].Number} {part.Amount}"))
            .Concat(surcharges.Select(one => $"{shops[one.ShopId]} {orders[one.OrderId]} {one.Amount} {one.Stated}"))
            .Concat(entries.Select(entry => $"{shops[entry.HolderId]} {entry.Month:O} {entry.Reason} {entry.Amounts}"))
            .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<IReadOnlyList<string>> MailsAsync(World world)
    {
        await using var db = await world.DbAsync();
        var mails = world.Get<MailQueue>();
        return [.. (await db.Outbox.AsNoTracking().ToListAsync()).ConvertAll(mails.Read)
            .Select(mail => $"{mail.Kind} {mail.Name} {mail.Facts["number"]}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Every fact is stated once, numbers have no gaps, and each statement and invoice was mailed once.</summary>
    private static async Task AssertWholeAsync(World world)
    {
        await using var db = await world.DbAsync();
        var facts = db.JournalEntries
            .Where(entry => entry.Reason == EntryReason.Surcharge || entry.Reason == EntryReason.SurchargeReversal);
        Assert.NotEmpty(await facts.ToListAsync());
        Assert.Empty(await facts.Where(entry => db.StatementLines.Count(line => line.EntryId == entry.Id) != 1).ToListAsync());
        var statements = await db.WeeklyStatements.AsNoTracking().OrderBy(row => row.Week).ToListAsync();
        Assert.All(
            statements.GroupBy(row => (row.ShopId, row.Year)),
            year => Assert.Equal(Enumerable.Range(1, year.Count()), year.Select(row => row.Sequence)));
        var invoices = await db.Invoices.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync();
        Assert.Equal(Enumerable.Range(1, invoices.Count), invoices.Select(row => row.Sequence));

        var mails = world.Get<MailQueue>();
        var mailed = (await db.Outbox.AsNoTracking().ToListAsync()).ConvertAll(message => mails.Read(message).Facts["number"]);
        Assert.Equal(
            statements.Select(row => row.Number).Concat(invoices.Select(row => row.Number)).Order(StringComparer.Ordinal),
            mailed.Order(StringComparer.Ordinal));
    }
}
