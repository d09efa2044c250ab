using System.Diagnostics;
using System.Globalization;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.Benchmarks;

/// <summary>
/// What an order costs (taken in, decided with its trace by the rules of four programmes, a fifth of them paid, one in fifty
/// late so that others are decided again) when ten thousand, a hundred thousand and a million are stored already. The three
/// databases are filled by the portal itself and measured in turn, so that they share the noise of the machine.
/// </summary>
internal static class DecisionBenchmark
{
    private const double Target = 1.5;
    private static readonly int Rounds = Size.Of(7, 1);
    private static readonly int BatchesOfRound = Size.Of(4, 1);

    public static async Task<bool> RunAsync()
    {
        var reached = await CompareAsync(DatabaseProvider.Sqlite);
        if (TestDatabases.WhyNot(DatabaseProvider.PostgreSql) is null)
            reached &= await CompareAsync(DatabaseProvider.PostgreSql);
        return reached;
    }

    private static async Task<bool> CompareAsync(DatabaseProvider provider)
    {
        // fewer, to try something out: PORTAL_BENCHMARK_ORDERS=10000,100000
        int[] sizes = Environment.GetEnvironmentVariable("PORTAL_BENCHMARK_ORDERS") is { Length: > 0 } wanted
            ? [.. wanted.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))]
            : Size.Of<int[]>([10_000, 100_000, 1_000_000], [OrderStream.BatchSize, 2 * OrderStream.BatchSize]);
        var worlds = new List<World>();
        try
        {
            var measured = new List<(int Size, OrderStream Stream, List<double> Costs, List<double> Processor)>();
            foreach (var size in sizes)
            {
                var world = await World.CreateAsync(provider);
                worlds.Add(world);
                var stream = await OrderStream.OpenAsync(world);
                var watch = Stopwatch.StartNew();
                await stream.PlayAsync(size / OrderStream.BatchSize);
                await stream.SettleAsync();
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{provider}: {size:#,0} orders stored in {watch.Elapsed.TotalSeconds:0} s"));
                measured.Add((size, stream, [], []));
            }

            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var (_, stream, costs, processor) in measured)
                {
                    var before = Environment.CpuUsage.TotalTime;
                    var watch = Stopwatch.StartNew();
                    await stream.PlayAsync(BatchesOfRound);
                    if (round == 0)
                        continue; // the first fills caches
                    costs.Add(watch.Elapsed.TotalMicroseconds / (BatchesOfRound * OrderStream.BatchSize));
                    processor.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (BatchesOfRound * OrderStream.BatchSize));
                }
            }

            Console.WriteLine($"| {provider}: stored orders | µs an order | of it the portal's processor | times the first |");
            Console.WriteLine("| ---: | ---: | ---: | ---: |");
            var first = Median(measured[0].Costs);
            foreach (var (size, _, costs, processor) in measured)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {size:#,0} | {Median(costs):#,0} | {Median(processor):#,0} | {Median(costs) / first:0.00} |"));
            var growth = Median(measured[^1].Costs) / first;
            var (reached, word) = Size.Judge(growth < Target);
            Console.WriteLine($"Target: less than {Target.ToString(CultureInfo.InvariantCulture)} times: {word}.");
            return reached;
        }
        finally
        {
            foreach (var world in worlds)
                await world.DisposeAsync();
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
