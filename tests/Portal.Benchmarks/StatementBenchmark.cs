using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.Benchmarks;

/// <summary>
/// The Monday run over two thousand and ten thousand shops with a hundred lines each: what it costs a line, how much memory the process
/// comes to hold, that its progress can be seen, and that it goes on where it was ended.
/// </summary>
internal static class StatementBenchmark
{
    private const double Target = 1.5;
    private const long MostMegabytes = 300;
    private const int LinesOfShop = 100;
    private const int Part = 20;
    private const int WarmUp = 3;

    public static async Task<bool> RunAsync()
    {
        var reached = await CompareAsync(DatabaseProvider.Sqlite);
        if (TestDatabases.WhyNot(DatabaseProvider.PostgreSql) is null)
            reached &= await CompareAsync(DatabaseProvider.PostgreSql);
        return reached;
    }

    private static async Task<bool> CompareAsync(DatabaseProvider provider)
    {
        var measured = new List<(int Shops, double Seconds, long Megabytes, int Seen)>();
        foreach (var shops in Size.Of<int[]>([2_000, 10_000], [20, 40]).Prepend(WarmUp))
        {
            await using var world = await World.CreateAsync(provider);
            await FillAsync(world, shops);
            world.NextWeek();
            measured.Add(await RunAsync(world, shops));
        }

        measured.RemoveAt(0); // what a process does for the first time is compiled first

        Console.WriteLine(
            $"| {provider}: shops | lines | Monday run, s | µs a line | times the first | most memory, MB | times its progress was seen |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var first = measured[0].Seconds / measured[0].Shops;
        foreach (var (shops, seconds, megabytes, seen) in measured)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shops:#,0} | {shops * LinesOfShop:#,0} | {seconds:0.0} | {seconds / shops / LinesOfShop * 1_000_000:0} | {seconds / shops / first:0.00} | {megabytes:#,0} | {seen} |"));
        }

        var growth = measured.Max(one => one.Seconds / one.Shops) / first;
        var memory = measured.Max(one => one.Megabytes);
        var (reached, word) = Size.Judge(growth < Target && memory < MostMegabytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Target: less than {Target} times a line and {MostMegabytes} MB: {word}."));
        return reached;
    }

    /// <summary>The run is ended in its first half, and goes on with another worker.</summary>
    private static async Task<(int, double, long, int)> RunAsync(World world, int shops)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var memory = 0L;
        var seen = new HashSet<int>();
        using var done = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                memory = Math.Max(memory, Environment.WorkingSet);
                await using (var db = await world.DbAsync())
                {
                    var made = await db.WeeklyStatements.CountAsync(CancellationToken.None);
                    seen.Add(made);
                    if (made > shops / 3)
                        await ended.CancelAsync();
                }

                await Task.Delay(50, CancellationToken.None);
            }
        });
        var watch = Stopwatch.StartNew();
        try
        {
            await ActivatorUtilities.CreateInstance<StatementWorker>(world.Services).RunOnceAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            // as when the portal stops in the middle
        }

        await world.MakesStatementsAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        await watching;
        await using var after = await world.DbAsync();
        var (statements, lines) = (await after.WeeklyStatements.CountAsync(), await after.StatementLines.CountAsync());
        if (statements != shops || lines != shops * LinesOfShop)
            throw new InvalidOperationException($"The run is not right: {statements} statements with {lines} lines.");
        return (shops, seconds, memory / 1024 / 1024, seen.Count);
    }

    /// <summary>Shops and their week's entries, straight into the tables by the portal's own writer.</summary>
    private static async Task FillAsync(World world, int size)
    {
        var watch = Stopwatch.StartNew();
        for (var from = 0; from < size; from += Part)
        {
            var numbers = Enumerable.Range(from, Math.Min(Part, size - from)).ToArray();
            var shops = numbers.Select(number => Shop(world, number)).ToList();
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await world.Get<UnitOfWork>().RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await db.InsertAsync(shops, stop);
                    await world.Get<LedgerWriter>().AppendAsync(
                        db,
                        [
                            .. shops.SelectMany((shop, i) => Enumerable.Range(0, LinesOfShop).Select(entry => new EntryDraft(
                                shop.Id, EntryReason.Surcharge, $"fill:{numbers[i]}:{entry}", world.Clock.GetUtcNow(),
                                Postings.Surcharge(new Dong(9_000), new Dong(entry % 4 * 10_000))) { Holder = LedgerHolder.Shop })),
                        ],
                        stop);
                    return default(Done);
                },
                default);
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{world.Provider}: {size:#,0} shops with {size * LinesOfShop:#,0} entries in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static Shop Shop(World world, int number) => new()
    {
        Id = Ids.New(world.Clock),
        Code = $"bench-{number}",
        Name = $"Tiệm {number}",
        NameSearch = $"tiem {number}",
        Kind = ShopKind.Individual,
        OpenedOn = new DateOnly(2023, 1, 1),
        ReferralCode = $"BENCH{number}",
        CreatedAt = World.Start,
    };
}
