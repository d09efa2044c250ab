using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Benchmarks;

/// <summary>
/// Durable redirects a second against the same server answering a constant redirect. wrk with one thread, rounds of both
/// taken in turn, medians; afterwards every click that was answered must be in the file.
/// </summary>
internal static partial class RedirectBenchmark
{
    private const double Target = 0.4;
    private const int TargetConnections = 128;
    private static readonly int Rounds = Size.Of(5, 1);
    private static readonly int Seconds = Size.Of(4, 1);
    private static readonly int[] Connections = Size.Of<int[]>([32, TargetConnections], [TargetConnections]);

    public static async Task<bool> RunAsync()
    {
        await using var world = await World.CreateAsync();
        await world.StoredLinkAsync("abc", "https://shop.example/p?id=7");
        await using var portal =
            await PortalProcess.StartAsync(world, ("Portal__Benchmark", "true"), ("Logging__LogLevel__Default", "Warning"));
        var redirect = new Uri(portal.Address, "/r/abc");
        var constant = new Uri(portal.Address, "/benchmark/redirect");

        // Until the hot code is compiled for good.
        var answered = (await WrkAsync(redirect, TargetConnections)).Requests;
        await WrkAsync(constant, TargetConnections);

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"One flush of this disk: {FlushMilliseconds():0.00} ms (median of 200).\n"));
        Console.WriteLine("| connections | constant 302 /s | durable redirects /s | p99 ms | ratio |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        var reached = true;
        foreach (var connections in Connections)
        {
            var (constants, redirects) = (new List<Measure>(), new List<Measure>());
            for (var round = 0; round < Rounds; round++)
            {
                constants.Add(await WrkAsync(constant, connections));
                redirects.Add(await WrkAsync(redirect, connections));
            }

            answered += redirects.Sum(measure => measure.Requests);
            var (most, durable) = (Median(constants, measure => measure.PerSecond), Median(redirects, measure => measure.PerSecond));
            var ratio = durable / most;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {connections} | {most:#,0} | {durable:#,0} | {Median(redirects, measure => measure.P99):0.0} | {ratio:0.00} |"));
            if (connections == TargetConnections)
                reached = ratio >= Target;
        }

        await portal.KillAsync();
        var stored = (await world.Clicks.DaysAsync(
            (await LinksAsync(world)), DateOnly.MinValue, DateOnly.MaxValue, CancellationToken.None)).Sum(day => day.Humans);
        var judged = Size.Judge(reached);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"After kill -9: {answered:#,0} clicks answered, {stored:#,0} stored. Target: ratio at {TargetConnections} connections at least {Target}: {judged.Word}."));
        return judged.Reached && stored >= answered;
    }

    private static async Task<List<Guid>> LinksAsync(World world)
    {
        await using var db = await world.DbAsync();
        return [.. db.Links.Select(link => link.Id)];
    }

    /// <summary>How long the disk takes to make a page durable just now; the floor under every commit.</summary>
    private static double FlushMilliseconds()
    {
        var file = Path.GetTempFileName();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var page = new byte[4096];
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var began = Stopwatch.GetTimestamp();
            stream.Write(page);
            stream.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static double Median(List<Measure> measures, Func<Measure, double> value) =>
        measures.Select(value).Order().ElementAt(measures.Count / 2);

    private static async Task<Measure> WrkAsync(Uri address, int connections)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{Seconds}s", "--latency", address.ToString()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var wrk = Process.Start(start)!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (Answer().Match(text) is not { Success: true } answer || text.Contains("Non-2xx", StringComparison.Ordinal)
            || text.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"wrk did not get its answers:\n{text}");
        return new Measure(
            long.Parse(answer.Groups["requests"].Value, CultureInfo.InvariantCulture),
            double.Parse(answer.Groups["rate"].Value, CultureInfo.InvariantCulture),
            double.Parse(answer.Groups["p99"].Value, CultureInfo.InvariantCulture) * (
                answer.Groups["unit"].Value switch { "us" => 0.001, "s" => 1000, _ => 1 }));
    }

    [GeneratedRegex(@"99%\s+(?<p99>[\d.]+)(?<unit>us|ms|s).*?(?<requests>\d+) requests in.*?Requests/sec:\s+(?<rate>[\d.]+)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Answer();

    private sealed record Measure(long Requests, double PerSecond, double P99);
}
