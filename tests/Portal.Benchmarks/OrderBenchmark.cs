using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Benchmarks;

/// <summary>
/// Orders a second through HTTP, with API key, idempotency key, attribution to one of 4,000 visitors' clicks, trace, reward
/// and history, against a bare writer of the same rows (<see cref="BareWriter"/>): in batches of 500, and one by one from 32
/// connections, which share commits. A fresh database each round, medians; every answered order must be stored.
/// </summary>
internal static partial class OrderBenchmark
{
    private const double Target = 0.25;
    private static readonly int Rounds = Size.Of(3, 1);
    private static readonly int Seconds = Size.Of(4, 1);
    private const int Partners = 40;
    private const int VisitorsOfEach = 100;
    private const int MostOneByOne = 4_000;

    public static async Task<bool> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("portal-benchmark-").FullName;
        try
        {
            Console.WriteLine("| orders through HTTP | portal /s | bare writer /s | ratio |");
            Console.WriteLine("| --- | ---: | ---: | ---: |");
            var batches = await CompareAsync(
                "batches of 500, 4 connections", directory, connections: 4, size: 500, bareGroup: 500, int.MaxValue);
            var singles = await CompareAsync("one each, 32 connections", directory, connections: 32, size: 1, bareGroup: 1, MostOneByOne);
            var (reached, word) = Size.Judge(batches && singles);
            Console.WriteLine($"Target: both ratios at least {Target.ToString(CultureInfo.InvariantCulture)}: {word}.");
            return reached;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<bool> CompareAsync(string what, string directory, int connections, int size, int bareGroup, int bareMost)
    {
        var (portals, bares) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var world = await World.CreateAsync();
            portals.Add(await PortalAsync(world, directory, connections, size));
            var bare = new BareWriter(new SqliteConnectionStringBuilder(world.Settings.ConnectionStrings.Portal).DataSource);
            bares.Add(await bare.RunAsync(bareGroup, bareMost));
        }

        var (portal, writer) = (Median(portals), Median(bares));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {portal:#,0} | {writer:#,0} | {portal / writer:0.00} |"));
        return portal / writer >= Target;
    }

    private static async Task<double> PortalAsync(World world, string directory, int connections, int size)
    {
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var clicks = new List<ClickRecord>();
        for (var partner = 0; partner < Partners; partner++)
        {
            var link = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);
            for (var visitor = 0; visitor < VisitorsOfEach; visitor++)
                clicks.Add(world.ClickOf(link, $"v-{partner * VisitorsOfEach + visitor}", World.Start.AddHours(-1)));
        }

        world.Get<IClickStore>().Insert(clicks);
        var key = (await world.Get<CreateApiKey>()
            .RunAsync(world.Admin, new CreateApiKey.Input("Benchmark", shop.Id), CancellationToken.None)).Value.Key;
        await using var portal = await PortalProcess.StartAsync(
            world,
            ("Clock__Now", World.Start.AddHours(1).ToString("O")),
            ("Limits__RequestsPerMinute", "100000000"),
            ("Logging__LogLevel__Default", "Warning"),
            ("DOTNET_TieredCompilation", "0")); // compiled for good at once: otherwise minutes of warming up are measured

        // the first orders fill caches and open connections
        var warm = await WrkAsync(directory, portal.Address, key, connections, size, "warm");
        var measured = await WrkAsync(directory, portal.Address, key, connections, size, "run");
        await portal.KillAsync();

        await using var db = await world.DbAsync();
        var stored = await db.Orders.LongCountAsync();
        var answered = (warm.Requests + measured.Requests) * size;
        if (stored < answered)
            throw new InvalidOperationException($"{answered} orders were answered and {stored} are stored.");
        return measured.PerSecond * size;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<(long Requests, double PerSecond)> WrkAsync(
        string directory, Uri portal, string key, int connections, int size, string run)
    {
        var script = Path.Combine(directory, "orders.lua");
        await File.WriteAllTextAsync(script, Script(key, size, run));
        var start = new ProcessStartInfo(
            "wrk", ["-t1", $"-c{connections}", $"-d{Seconds}s", "--timeout", "30s", "-s", script, portal.ToString()])
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
        return (long.Parse(answer.Groups["requests"].Value, CultureInfo.InvariantCulture),
            double.Parse(answer.Groups["rate"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>wrk's requests: each order once, each with a key of its own.</summary>
    private static string Script(string key, int size, string run)
    {
        const string Order = """
            {"externalId":"%s","placedAt":"2026-06-10T12:00:00+07:00",
            "customer":{"id":"KH-%d","email":"khach%d@example.vn","phone":"+84901234567","deviceId":"d-%d"},
            "attribution":{"visitorId":"v-%d"},"pickupPoint":"DNH-12","source":"web",
            "lines":[{"sku":"SIM-1","name":"Gói cước tháng","category":"data","quantity":1,"unitPrice":100000,"discount":0}],
            "amounts":{"items":100000,"shipping":15000,"platformDiscount":25000,"shopDiscount":0,"voucher":0,"points":0,"paid":90000}}
            """;
        return $$"""
            local sent = 0
            local template = [==[{{Order}}]==]
            wrk.method = "POST"
            wrk.path = "/api/v1/orders"
            wrk.headers["Authorization"] = "Bearer {{key}}"
            wrk.headers["Content-Type"] = "application/json"

            local function order(number)
              return string.format(template, "{{run}}-" .. number, number, number, number, number % {{Partners * VisitorsOfEach}})
            end

            function request()
              sent = sent + 1
              wrk.headers["Idempotency-Key"] = "{{run}}-" .. sent
              if {{size}} == 1 then return wrk.format(nil, nil, nil, order(sent)) end
              local orders = {}
              for i = 1, {{size}} do orders[i] = order(sent * {{size}} + i) end
              return wrk.format(nil, nil, nil, '{"orders":[' .. table.concat(orders, ",") .. ']}')
            end
            """;
    }

    [GeneratedRegex(@"(?<requests>\d+) requests in.*?Requests/sec:\s+(?<rate>[\d.]+)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Answer();
}
