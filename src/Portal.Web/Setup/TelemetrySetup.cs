using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// What the portal measures of itself, of requests and of the runtime: as Prometheus reads it at <c>GET /metrics</c>, and by OTLP to a
/// collector where the settings name one, which then gets traces of requests and statements too. Numbers, routes and statements without
/// their values; nothing about anybody.
/// </summary>
public static class TelemetrySetup
{
    private const string OwnMeter = "Portal";

    private static readonly ExplicitBucketHistogramConfiguration Seconds =
        new() { Boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private static readonly ExplicitBucketHistogramConfiguration Counts =
        new() { Boundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] };

    /// <summary>Whom the portal calls is up to the addresses that others give it, and so would be the number of its series.</summary>
    private static readonly MetricStreamConfiguration WithoutHosts =
        new() { TagKeys = ["http.request.method", "http.response.status_code", "http.connection.state", "error.type"] };

    public static void AddPortalTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portal"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(OwnMeter).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
                    .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
                if (settings.OtlpEndpoint is { } endpoint)
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = endpoint);
            });
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => ViewOf(instrument, own));
        });
        if (settings.OtlpEndpoint is { } collector)
        {
            telemetry.WithTracing(
                traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddEntityFrameworkCoreInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = collector));
        }
    }

    public static void MapPortalMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();

    /// <summary>A process may hold several portals, as tests do; each tells only what it measured itself.</summary>
    private static MetricStreamConfiguration? ViewOf(Instrument instrument, IMeterFactory own)
    {
        if (instrument.Meter.Scope is IMeterFactory other && other != own)
            return MetricStreamConfiguration.Drop;
        if (instrument.Meter.Name.StartsWith("System.Net.", StringComparison.Ordinal))
            return WithoutHosts;
        if (instrument.Meter.Name != OwnMeter || instrument.GetType() is not { IsGenericType: true } type
            || type.GetGenericTypeDefinition() != typeof(Histogram<>))
            return null;

        return instrument.Unit == "s" ? Seconds : Counts;
    }
}
