using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Tracking;

/// <summary><c>/metrics</c> as Prometheus reads it.</summary>
public sealed class MetricsTests(RedirectPortal portal) : IClassFixture<RedirectPortal>
{
    [Fact]
    public async Task Clicks_are_counted_and_their_commits_timed()
    {
        using (var click = await portal.Client.GetAsync("/r/abc")) Assert.Equal(HttpStatusCode.Redirect, click.StatusCode);
        var before = await ReadAsync("portal_clicks_recorded_total");
        using (var click = await portal.Client.GetAsync("/r/abc")) Assert.Equal(HttpStatusCode.Redirect, click.StatusCode);

        Assert.Equal(before + 1, await ReadAsync("portal_clicks_recorded_total"));
        Assert.Equal(before + 1, await ReadAsync("portal_clicks_commit_duration_seconds_count"));
        Assert.Equal(before + 1, await ReadAsync("portal_clicks_commit_duration_seconds_bucket", ",le=\"+Inf\""));
        Assert.Equal(before + 1, await ReadAsync("portal_clicks_batch_size_sum"));
        Assert.True(await ReadAsync("dotnet_process_cpu_count", meter: "System.Runtime") > 0);
        Assert.True(await ReadAsync("kestrel_active_connections", ",", meter: "Microsoft.AspNetCore.Server.Kestrel") > 0);
    }

    [Fact]
    public async Task Every_line_is_one_that_Prometheus_takes()
    {
        using (var click = await portal.Client.GetAsync("/r/abc")) Assert.Equal(HttpStatusCode.Redirect, click.StatusCode);
        using var answer = await portal.Client.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(
            new Regex(@"^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\{[a-z0-9_]+=""[^""]*""(,[a-z0-9_]+=""[^""]*"")*\})? -?[0-9.E+-]+)$",
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture), line));
        var types = lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).ToList();
        Assert.Equal(types.Count, types.Distinct().Count());
    }

    private async Task<double> ReadAsync(string name, string labels = "}", string meter = "Portal")
    {
        var text = await portal.Client.GetStringAsync("/metrics");
        var line = text.Split('\n')
            .Single(line => line.StartsWith($"{name}{{otel_scope_name=\"{meter}\"{labels}", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
