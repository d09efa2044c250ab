using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Portal.Web.Setup;

/// <summary>
/// <c>GET /metrics</c>: the portal's own measures and those of the runtime, as Prometheus reads them. Numbers only, nothing
/// about anybody.
/// </summary>
public static class MetricsSetup
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    public static void AddPortalMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricsText>();
    }

    public static void MapPortalMetrics(this WebApplication app)
    {
        // Made now and not at the first reading, so that nothing before it is missed.
        var metrics = app.Services.GetRequiredService<MetricsText>();
        app.MapGet("/metrics", () => TypedResults.Text(metrics.Write(), TextFormat)).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Adds up what the instruments say and writes it down when asked.</summary>
    public sealed class MetricsText : IDisposable
    {
        private static readonly double[] SecondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
        /// <summary>No instrument takes a label from a caller; one that did would stop here instead of filling the memory.</summary>
        public const int MostSeries = 2000;

        private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

        private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> series = new();
        private readonly MeterListener listener = new();

        public MetricsText(IMeterFactory meters)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if ((instrument.Meter.Name == "Portal" && instrument.Meter.Scope == meters) || instrument.Meter.Name == "System.Runtime")
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            listener.Start();
        }

        public void Dispose() => listener.Dispose();

        public string Write()
        {
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var group in series.GroupBy(one => one.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
            {
                var (name, kind) = (Name(group.Key), Kind(group.Key));
                if (group.Key.Description is { } description)
                    text.Append("# HELP ").Append(name).Append(' ').Append(description.ReplaceLineEndings(" ")).Append('\n');
                text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
                foreach (var (key, one) in group.OrderBy(one => one.Key.Labels, StringComparer.Ordinal))
                    one.Write(text, name, key.Labels);
            }

            return text.ToString();
        }

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = (instrument, Labels(tags));
            if (!series.TryGetValue(key, out var one))
            {
                if (series.Count >= MostSeries)
                    return;
                one = series.GetOrAdd(key, static key => key.Item1.GetType().GetGenericTypeDefinition() == typeof(Histogram<>)
                    ? new Series(key.Item1.Unit == "s" ? SecondsBounds : CountBounds)
                    : new Series(null));
            }

            if (instrument.IsObservable)
                one.Set(value);
            else
                one.Add(value);
        }

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.IsEmpty)
                return "";
            var text = new StringBuilder();
            foreach (var (name, value) in tags)
            {
                var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!
                    .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
                text.Append(text.Length == 0 ? "" : ",").Append(Plain(name)).Append("=\"").Append(escaped).Append('"');
            }

            return text.ToString();
        }

        private static string Kind(Instrument instrument)
        {
            var type = instrument.GetType().GetGenericTypeDefinition();
            return type == typeof(Histogram<>) ? "histogram"
                : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? "counter"
                : "gauge";
        }

        private static string Name(Instrument instrument)
        {
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            return Plain(instrument.Name) + unit + (Kind(instrument) == "counter" ? "_total" : "");
        }

        private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    }

    /// <summary>One line of numbers: a sum, a state, or a distribution over the given bounds.</summary>
    private sealed class Series(double[]? bounds)
    {
        private readonly Lock gate = new();
        private readonly long[] counts = new long[(bounds?.Length ?? 0) + 1];
        private double sum;

        public void Set(double value)
        {
            lock (gate) sum = value;
        }

        public void Add(double value)
        {
            lock (gate)
            {
                sum += value;
                if (bounds is null)
                    return;
                var place = Array.BinarySearch(bounds, value);
                counts[place < 0 ? ~place : place]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                if (bounds is null)
                {
                    Line(text, name, labels, sum);
                    return;
                }

                var below = 0L;
                for (var i = 0; i < counts.Length; i++)
                {
                    below += counts[i];
                    var bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    Line(text, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", below);
                }

                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, below);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value) => text
            .Append(name)
            .Append(labels.Length > 0 ? $"{{{labels}}}" : "")
            .Append(' ')
            .Append(value.ToString("R", CultureInfo.InvariantCulture))
            .Append('\n');
    }
}
