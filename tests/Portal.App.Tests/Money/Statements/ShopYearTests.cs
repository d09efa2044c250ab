using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Domain.Statements;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Statements;

/// <summary>
/// Shops day by day, against a straight reading of R7 that knows nothing of the portal's code: who is charged for which order, what stands
/// in which week, what is settled and what is invoiced. The worker that makes statements loses its database at random moments. A failure
/// names its seed.
/// </summary>
public sealed class ShopYearTests
{
    private static readonly int Shops = LongRun.Of(4, 200);
    private static readonly int Weeks = LongRun.Of(7, 52);

    [DatabaseTheory]
    public async Task R7_7_Every_line_and_net_of_a_year_is_that_of_a_straight_reading_of_the_rules(DatabaseProvider provider)
    {
        const int Seed = 20260608;
        await using var world = await World.CreateAsync(provider);
        var random = new Random(Seed);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 8, 0, 0, 0, TimeSpan.FromHours(7)));
        List<Book> books = [];
        for (var i = 0; i < Shops; i++)
        {
            var kind = i % 2 == 0 ? ShopKind.Professional : ShopKind.Individual;
            var (shop, _) = await world.HasRentalShopAsync(kind);
            await world.HasBankAccountAsync(shop);
            books.Add(new Book(shop, kind));
        }

        for (var day = 0; day < Weeks * 7; day++)
        {
            var morning = LocalCalendar.StartOf(new DateOnly(2026, 6, 8).AddDays(day));
            world.Clock.MoveTo(morning.AddMinutes(1));
            await MakeAsync(world, random);
            if (day % 7 == 0 && day > 0)
                await SettleAsync(world, random, books);
            foreach (var book in books)
                await LiveAsync(world, random, book, morning);
        }

        world.NextWeek();
        await MakeAsync(world, random);
        foreach (var book in books)
            await CompareAsync(world, book);
        Assert.Empty(await world.AuditAsync());
    }

    /// <summary>The worker, which on some days loses the database a few times before it is through.</summary>
    private static async Task MakeAsync(World world, Random random)
    {
        for (var losses = random.Next(4); losses > 0; losses--)
        {
            var last = random.Next(1, 12);
            world.Outage.Plan = opening => Task.FromResult<Exception?>(opening > last ? new Lost() : null);
            await world.MakesStatementsAsync();
        }

        world.Outage.Plan = null;
        await world.MakesStatementsAsync();
    }

    /// <summary>Finance settles the week with two people, and the bank answers; some payments come back.</summary>
    private static async Task SettleAsync(World world, Random random, IReadOnlyList<Book> books)
    {
        if (await world.SettlesAsync() is not { Succeeded: true } made)
            return;

        var batch = (await world.ApprovesAsync(made.Value)).Value;
        await using var db = await world.DbAsync();
        var lines = await db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batch.Id).OrderBy(line => line.WithdrawalId)
            .ToListAsync();
        foreach (var line in lines)
        {
            var isPaid = random.Next(4) > 0;
            Assert.True((await world.AnswersAsync(
                batch, new RecordPayoutResults.Result(line.WithdrawalId, isPaid, isPaid ? null : "Sai tài khoản"))).Succeeded);
            if (isPaid)
                books.Single(book => book.Shop.Id == line.HolderId).Paid += line.Amount;
        }
    }

    private static async Task LiveAsync(World world, Random random, Book book, DateTimeOffset morning)
    {
        for (var orders = random.Next(3); orders > 0; orders--)
        {
            world.Clock.MoveTo(morning.AddHours(9).AddMinutes(book.Orders.Count % 600));
            await book.SellAsync(world, random);
        }

        if (random.Next(5) == 0)
        {
            world.Clock.MoveTo(morning.AddHours(22));
            await book.TakeBackAsync(world, random);
        }
    }

    private static async Task CompareAsync(World world, Book book)
    {
        var statements = await world.StatementsAsync(book.Shop);
        var expected = book.Facts.GroupBy(fact => LocalCalendar.Week(LocalCalendar.Day(fact.At))).OrderBy(week => week.Key).ToList();
        Assert.Equal(
            expected.Select(week => (week.Key, week.Sum(fact => fact.Amount))), statements.Select(one => (one.Week, one.Net)));
        foreach (var (week, statement) in expected.Zip(statements))
        {
            var lines = (await world.StatementAsync(statement)).Lines;
            Assert.Equal(
                week.GroupBy(fact => fact.Order).Select(of => (of.Key, of.Sum(fact => fact.Amount)))
                .OrderBy(of => of.Key, StringComparer.Ordinal),
                lines.GroupBy(line => line.OrderExternalId!).Select(of => (of.Key, of.Sum(line => line.Amount)))
                    .OrderBy(of => of.Key, StringComparer.Ordinal));
        }

        foreach (var year in statements.GroupBy(one => one.Week.Year))
            Assert.Equal(Enumerable.Range(1, year.Count()).Select(n => $"{year.Key}-{n:000}"), year.Select(one => one.Number[^8..]));

        var invoiced = (await world.InvoicesAsync(book.Shop)).Sum(one => one.Amount);
        await using var db = await world.DbAsync();
        var balance = await db.LedgerBalances.AsNoTracking().SingleAsync(row => row.HolderId == book.Shop.Id);
        Assert.Equal(book.Facts.Sum(fact => fact.Amount) - book.Paid, balance.Available + balance.Reserved - invoiced);
        Assert.Equal(book.Paid, balance.PaidOut);
    }

    /// <summary>What a careful person would keep of a shop's orders by hand.</summary>
    private sealed class Book(Shop shop, ShopKind kind)
    {
        private readonly Dictionary<string, List<Sold>> ofCustomer = new(StringComparer.Ordinal);

        public Shop Shop { get; } = shop;

        public long Paid { get; set; }

        public List<Sold> Orders { get; } = [];

        /// <summary>What each fact adds for the owner: promotions less surcharges.</summary>
        public List<(DateTimeOffset At, string Order, long Amount)> Facts { get; } = [];

        public async Task SellAsync(World world, Random random)
        {
            var customer = $"KH-{random.Next(6)}";
            var (platform, own) = (random.Next(3) * 10_000L, random.Next(3) * 7_001L);
            var isOwners = customer[^1] % 2 == 0;
            var number = $"T-{Orders.Count + 1}";
            var order = world.Rental(number, customer, placedAt: world.Clock.GetUtcNow(), platform: platform, own: own);
            await world.RecordedAsync(
                Shop, isOwners ? order with { Attribution = new OrderTracking(null, null, Shop.ReferralCode) } : order);
            world.Clock.Advance(TimeSpan.FromSeconds(20));
            Assert.True((await world.HappensAsync(Shop, number, OrderEventType.Paid, world.Clock.GetUtcNow())).Succeeded);

            // R7.1, R7.2: of a professional owner's own customers the first five are free; one that came back leaves its place
            var theirs = ofCustomer.TryGetValue(customer, out var known) ? known : ofCustomer[customer] = [];
            var isFree = kind == ShopKind.Professional && isOwners && theirs.Count(sold => sold.IsFree && !sold.IsBack) < 5;
            var sold = new Sold(number, platform, own, isFree);
            theirs.Add(sold);
            Orders.Add(sold);
            Fact(world, sold, sold.Standing(0));
        }

        /// <summary>A part of an order comes back, or all of it.</summary>
        public async Task TakeBackAsync(World world, Random random)
        {
            var standing = Orders.FindAll(sold => !sold.IsBack && sold.Returned == 0);
            if (standing.Count == 0)
                return;

            var sold = standing[random.Next(standing.Count)];
            var goods = 100_000 - sold.Platform - sold.Own;
            var before = sold.Standing(sold.Returned);
            if (random.Next(2) == 0)
            {
                Assert.True((await world.HappensAsync(Shop, sold.Number, OrderEventType.Returned, world.Clock.GetUtcNow())).Succeeded);
                sold.IsBack = true;
            }
            else
            {
                var part = random.Next(1, (int)goods);
                Assert.True((await world.ComesBackAsync(Shop, sold.Number, world.Clock.GetUtcNow(), amount: part)).Succeeded);
                sold.Returned = part;
            }

            Fact(world, sold, (sold.IsBack ? 0 : sold.Standing(sold.Returned)) - before);
        }

        private void Fact(World world, Sold sold, long amount)
        {
            // what neither is charged nor owed stands in no statement
            if (sold.Standing(0) != 0 || !sold.IsFree || sold.Platform != 0)
                Facts.Add((world.Clock.GetUtcNow(), sold.Number, amount));
        }
    }

    private sealed class Sold(string number, long platform, long own, bool isFree)
    {
        public string Number { get; } = number;

        public long Platform { get; } = platform;

        public long Own { get; } = own;

        public bool IsFree { get; } = isFree;

        public bool IsBack { get; set; }

        public long Returned { get; set; }

        /// <summary>
        /// R7.3, R2.6: what is left for the owner when goods of this much came back: the promotion less the share of
        /// it that came back, less 9 % of the fee that is left.
        /// </summary>
        public long Standing(long returned)
        {
            var goods = 100_000 - Platform - Own;
            var promotion = Platform - Round((decimal)Platform * returned / goods);
            // the fee that the owner receives: what customers were charged for what is left, and what the platform adds for it
            var surcharge = IsFree ? 0 : Round((goods - returned + promotion) * 0.09m);
            return promotion - surcharge;
        }

        private static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);
    }

    /// <summary>The database cannot be reached, as after a failover.</summary>
    private sealed class Lost() : DbException("The database is gone.")
    {
        public override bool IsTransient => true;
    }
}
