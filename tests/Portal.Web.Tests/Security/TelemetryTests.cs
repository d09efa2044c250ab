using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>What a collector gets of the portal, and what not.</summary>
public sealed class TelemetryTests
{
    private const string Secret = "Vx7q2mTn9cRk4wZb";

    [Fact]
    public async Task A_collector_that_the_settings_name_gets_measures_and_traces_without_anybodys_secrets()
    {
        await using var collector = await Collector.StartAsync();
        await using var world = await World.CreateAsync();
        await using (var host = new AccountHost(world, ("Telemetry:OtlpEndpoint", collector.Address)))
        {
            using var client = host.Open().Client;
            using var page = await client.GetAsync($"/account/invitation?token={Secret}");
            using var call = new HttpRequestMessage(HttpMethod.Get, "/api/v1/orders");
            call.Headers.Authorization = new("Bearer", Secret);
            using var refused = await client.SendAsync(call);
            await GotAsync(collector, host.Services);
        }

        var traces = collector.Sent("TraceService");
        Assert.Contains("/account/invitation", traces, StringComparison.Ordinal);
        Assert.Contains("SELECT", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, traces, StringComparison.Ordinal);
        var measures = collector.Sent("MetricsService");
        Assert.Contains("portal.work.failing", measures, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", measures, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, measures, StringComparison.Ordinal);
    }

    /// <summary>A request is measured after it was answered.</summary>
    private static async Task GotAsync(Collector collector, IServiceProvider services)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!collector.Sent("TraceService").Contains("/account/invitation", StringComparison.Ordinal)
            || !collector.Sent("MetricsService").Contains("http.server.request.duration", StringComparison.Ordinal))
        {
            timeout.Token.ThrowIfCancellationRequested();
            services.GetRequiredService<TracerProvider>().ForceFlush();
            services.GetRequiredService<MeterProvider>().ForceFlush();
            await Task.Yield();
        }
    }

    /// <summary>Takes OTLP over gRPC and keeps what it gets.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Service, string Body)> sent = [];
        private readonly WebApplication app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(
                kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, at => at.Protocols = HttpProtocols.Http2));
            app = builder.Build();
            app.MapPost("/{service}/Export", TakeAsync);
        }

        public string Address => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync();
            return collector;
        }

        public string Sent(string service) =>
            string.Concat(sent.Where(one => one.Service.EndsWith(service, StringComparison.Ordinal)).Select(one => one.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext context, string service)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            sent.Enqueue((service, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]); // an empty message
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
