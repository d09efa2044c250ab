using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Browser.Tests;

namespace Portal.Benchmarks;

/// <summary>
/// What a page costs: the bytes of a first load, the server's memory for a page that is open, and the time from a click on the menu to the
/// last row. <c>PORTAL_BENCHMARK_FOLDERS=before:after</c> names published portals, which are measured in turn and compared; without it the
/// portal that was built with this is measured alone, and its files are not compressed.
/// </summary>
internal static class PagesBenchmark
{
    private const string List = "partner/orders";
    private const double MostKilobytes = 300;
    private static readonly int Pages = Size.Of(30, 2);
    private static readonly int Rounds = Size.Of(15, 1);

    public static async Task<bool> RunAsync()
    {
        var folders = Environment.GetEnvironmentVariable("PORTAL_BENCHMARK_FOLDERS")?.Split(':') ?? [AppContext.BaseDirectory];
        var portals = new List<Measured>();
        try
        {
            foreach (var folder in folders)
                portals.Add(new Measured(
                    await Browsing.StartAsync(folder, ("Portal__Benchmark", "true"), ("Logging__LogLevel__Default", "Warning"))));

            foreach (var portal in portals)
            {
                portal.FirstLoad = await FirstLoadAsync(portal.Portal);
                portal.Kilobytes = await CircuitAsync(portal.Portal);
            }

            for (var round = 0; round < Rounds; round++)
            {
                foreach (var portal in portals)
                    portal.Times.Add(await NavigateAsync(portal.Portal));
            }
        }
        finally
        {
            foreach (var portal in portals)
                await portal.Portal.DisposeAsync();
        }

        Console.WriteLine("| portal | first load, KB | memory of an open list, KB | click to last row, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (portal, at) in portals.Select((portal, at) => (portal, at)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {(portals.Count == 1 ? "built" : at == 0 ? "before" : "after")} | {portal.FirstLoad / 1024:#,0} | {portal.Kilobytes:#,0} | {portal.Time:0} |"));
        }

        var (first, last) = (portals[0], portals[^1]);
        var reached = last.Kilobytes <= MostKilobytes
            && (portals.Count == 1
                || (last.FirstLoad <= first.FirstLoad / 2 && last.Kilobytes <= first.Kilobytes * 1.3 && last.Time <= first.Time * 1.1));
        var judged = Size.Judge(reached);
        Console.WriteLine($"Targets: at most {MostKilobytes} KB and 1.3 times before, half the bytes, 1.1 times the time: {judged.Word}.");
        return judged.Reached;
    }

    /// <summary>What comes over the network when somebody opens the list in a browser that knows nothing of the portal.</summary>
    private static async Task<double> FirstLoadAsync(Browsing portal)
    {
        await using var context = await portal.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        double bytes = 0;
        network.Event("Network.loadingFinished").OnEvent += (_, loaded) => bytes += loaded!.Value.GetProperty("encodedDataLength")
            .GetDouble();
        await OpenAsync(portal, page);
        return bytes;
    }

    private static async Task<double> CircuitAsync(Browsing portal)
    {
        using var client = new HttpClient();
        var memory = new Uri(portal.Portal, "benchmark/memory");
        await using var context = await portal.SignedInAsync(Role.Partner);
        // what the first pages make for all that follow is not theirs
        for (var i = 0; i < 3; i++)
            await OpenAsync(portal, await context.NewPageAsync());
        var before = await KilobytesAsync();
        for (var i = 0; i < Pages; i++)
            await OpenAsync(portal, await context.NewPageAsync());
        return (await KilobytesAsync() - before) / Pages;

        async Task<double> KilobytesAsync() => double.Parse(await client.GetStringAsync(memory), CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<double> NavigateAsync(Browsing portal)
    {
        await using var context = await portal.SignedInAsync(Role.Partner);
        var page = await context.NewPageAsync();
        await page.OpenAsync(new Uri(portal.Portal, "partner"));
        var began = Stopwatch.GetTimestamp();
        await page.Locator($"aside nav a[href='/{List}']").ClickAsync();
        await page.Locator(".list .pager-rows").WaitForAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task OpenAsync(Browsing portal, IPage page)
    {
        await page.OpenAsync(new Uri(portal.Portal, List));
        await page.Locator(".list .pager-rows").WaitForAsync();
    }

    private sealed class Measured(Browsing portal)
    {
        public Browsing Portal => portal;

        public double FirstLoad { get; set; }

        public double Kilobytes { get; set; }

        public List<double> Times { get; } = [];

        public double Time => Times.Order().ElementAt(Times.Count / 2);
    }
}
