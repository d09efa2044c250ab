using System.Diagnostics;
using System.Globalization;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.Benchmarks;

/// <summary>
/// The audit of a quiet portal, which seals a block of two entries a minute, against that of a busy one with the same entries in large
/// blocks.
/// </summary>
internal static class AuditBenchmark
{
    private const double Target = 2;
    private static readonly int Entries = Size.Of(20_000, 40);
    private static readonly int[] EntriesOfBlock = Size.Of<int[]>([2_000, 2], [20, 2]);

    public static async Task<bool> RunAsync()
    {
        var reached = await CompareAsync(DatabaseProvider.Sqlite);
        if (TestDatabases.WhyNot(DatabaseProvider.PostgreSql) is null)
            reached &= await CompareAsync(DatabaseProvider.PostgreSql);
        return reached;
    }

    private static async Task<bool> CompareAsync(DatabaseProvider provider)
    {
        Console.WriteLine($"| {provider}: entries | entries of a block | audit, ms | times the first |");
        Console.WriteLine("| ---: | ---: | ---: | ---: |");
        var first = 0d;
        var times = 0d;
        foreach (var size in EntriesOfBlock)
        {
            await using var world = await World.CreateAsync(provider);
            await FillAsync(world, size);
            var audit = await FastestAsync(world);
            first = first == 0 ? audit : first;
            times = audit / first;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Entries:#,0} | {size:#,0} | {audit:#,0} | {times:0.00} |"));
        }

        var (reached, word) = Size.Judge(times < Target);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Target: less than {Target} times: {word}."));
        return reached;
    }

    /// <summary>Of three, in milliseconds: the first one also warms the process up.</summary>
    private static async Task<double> FastestAsync(World world)
    {
        var fastest = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var watch = Stopwatch.StartNew();
            if ((await world.AuditAsync()) is { Count: > 0 } found)
                throw new InvalidOperationException($"The audit found {found[0]}.");
            fastest = Math.Min(fastest, watch.Elapsed.TotalMilliseconds);
        }

        return fastest;
    }

    private static async Task FillAsync(World world, int entriesOfBlock)
    {
        var partner = await world.HasPartnerAsync();
        for (var from = 0; from < Entries; from += entriesOfBlock)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await world.Get<UnitOfWork>().RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await world.Get<LedgerWriter>().AppendAsync(
                        db,
                        [
                            .. Enumerable.Range(from, entriesOfBlock).Select(number => new EntryDraft(
                                partner.Id, EntryReason.Adjustment, $"fill:{number}", world.Clock.GetUtcNow(),
                                Postings.Adjust(new Dong(10), new Dong(1))) { Basis = TaxBasis.CalendarMonth }),
                        ],
                        stop);
                    return default(Done);
                },
                default);
            await world.Get<LedgerSealer>().SealAsync(default);
        }
    }
}
