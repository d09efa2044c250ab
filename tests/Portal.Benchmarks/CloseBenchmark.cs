using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.Benchmarks;

/// <summary>
/// The close of a month of ten thousand, fifty thousand and a hundred thousand partners with ten entries each: what it costs a partner,
/// how much memory the process comes to hold, and that its progress can be seen. Half of them reach the threshold.
/// </summary>
internal static class CloseBenchmark
{
    private const double Target = 1.5;
    private const long MostMegabytes = 500;
    private const int EntriesOfPartner = 10;
    private const int Part = 500;
    private const int WarmUp = 20;

    /// <summary>Parts between two seals while the store is filled: about what a busy minute brings.</summary>
    private const int SealedParts = 10;

    public static async Task<bool> RunAsync()
    {
        var reached = await CompareAsync(DatabaseProvider.Sqlite);
        if (TestDatabases.WhyNot(DatabaseProvider.PostgreSql) is null)
            reached &= await CompareAsync(DatabaseProvider.PostgreSql);
        return reached;
    }

    private static async Task<bool> CompareAsync(DatabaseProvider provider)
    {
        // fewer, to try something out: PORTAL_BENCHMARK_PARTNERS=1000,10000
        int[] sizes = Environment.GetEnvironmentVariable("PORTAL_BENCHMARK_PARTNERS") is { Length: > 0 } wanted
            ? [.. wanted.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))]
            : Size.Of<int[]>([10_000, 50_000, 100_000], [20, 40]);
        var measured = new List<(int Size, double Seconds, long Megabytes, int Seen, long Audit, long AuditMegabytes)>();
        foreach (var size in sizes.Prepend(WarmUp))
        {
            await using var world = await World.CreateAsync(provider);
            await FillAsync(world, size);
            world.NextMonth();
            measured.Add(await CloseAsync(world, size));
        }

        measured.RemoveAt(0); // what a process does for the first time is compiled first

        Console.WriteLine($"| {provider}: partners | entries | close, s | µs a partner | times the first | most memory, MB | times its progress was seen | audit, s | most memory with it, MB |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var first = measured[0].Seconds / measured[0].Size;
        foreach (var (size, seconds, megabytes, seen, audit, auditMegabytes) in measured)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size:#,0} | {size * EntriesOfPartner:#,0} | {seconds:0.0} | {seconds / size * 1_000_000:0} | {seconds / size / first:0.00} | {megabytes:#,0} | {seen} | {audit} | {auditMegabytes:#,0} |"));
        }

        var growth = measured.Max(one => one.Seconds / one.Size) / first;
        var memory = measured.Max(one => one.Megabytes);
        var (reached, word) = Size.Judge(growth < Target && memory < MostMegabytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Target: less than {Target} times a partner and {MostMegabytes} MB: {word}."));
        return reached;
    }

    private static async Task<(int, double, long, int, long, long)> CloseAsync(World world, int size)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var memory = 0L;
        var seen = new HashSet<int>();
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                memory = Math.Max(memory, Environment.WorkingSet);
                await using (var db = await world.DbAsync())
                    seen.Add(await db.MonthCloses.Select(close => close.Done).FirstOrDefaultAsync());
                await Task.Delay(50, CancellationToken.None);
            }
        });
        var watch = Stopwatch.StartNew();
        var report = (await world.ClosesAsync()).Value;
        var seconds = watch.Elapsed.TotalSeconds;
        var closing = memory;
        if (report.State != MonthState.Closed || report.Difference != 0 || report.Remitting + report.Refunding != size)
            throw new InvalidOperationException(
                $"The close is not right: {report.State}, {report.Remitting} + {report.Refunding} of {size}.");

        watch.Restart();
        if ((await world.AuditAsync()) is { Count: > 0 } found)
            throw new InvalidOperationException($"The audit found {found[0]}.");
        var audit = (long)watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        await watching;
        return (size, seconds, closing / 1024 / 1024, seen.Count, audit, memory / 1024 / 1024);
    }

    /// <summary>Partners and their rewards, straight into the tables by the portal's own writer.</summary>
    private static async Task FillAsync(World world, int size)
    {
        var watch = Stopwatch.StartNew();
        if (world.Provider == DatabaseProvider.PostgreSql)
        {
            // the worst case, each time: a month of which the database has no statistics yet
            await using var db = await world.DbAsync();
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "JournalEntries" SET (autovacuum_enabled = false)""");
        }

        for (var from = 0; from < size; from += Part)
        {
            var numbers = Enumerable.Range(from, Math.Min(Part, size - from)).ToArray();
            var partners = numbers.Select(number => Partner(world, number)).ToList();
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await world.Get<UnitOfWork>().RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await db.InsertAsync(partners, stop);
                    await world.Get<LedgerWriter>().AppendAsync(
                        db,
                        [
                            .. partners.SelectMany((partner, i) => Enumerable.Range(0, EntriesOfPartner).Select(entry => new EntryDraft(
                                partner.Id, EntryReason.Adjustment, $"fill:{numbers[i]}:{entry}", world.Clock.GetUtcNow(),
                                Postings.Adjust(new Dong(numbers[i] % 2 == 0 ? 200_000 : 100_000),
                                    new Dong(numbers[i] % 2 == 0 ? 20_000 : 10_000))) { Basis = TaxBasis.CalendarMonth })),
                        ],
                        stop);
                    return default(Done);
                },
                default);
            if (from / Part % SealedParts == SealedParts - 1)
                await world.Get<LedgerSealer>().SealAsync(default);
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{world.Provider}: {size:#,0} partners with {size * EntriesOfPartner:#,0} entries in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static Partner Partner(World world, int number) => new()
    {
        Id = Ids.New(world.Clock),
        Name = $"Cộng tác viên {number}",
        NameSearch = $"cong tac vien {number}",
        Email = $"b{number}@example.vn",
        Phone = $"+849{number:00000000}",
        EmailHash = BitConverter.GetBytes(number),
        PhoneHash = BitConverter.GetBytes(number),
        ReferralCode = $"B{number}",
        Identity = IdentityState.Approved,
        CreatedAt = World.Start,
    };
}
