using System.Globalization;
using Portal.App.Attribution.Replay;
using Portal.App.Platform.Texts;

namespace Portal.Web.Api;

/// <summary>What would have become of a past month under other settings; amounts in đồng before tax.</summary>
public sealed record ReplayAnswer(
    string Month, int Orders, int Changed, long AmountBefore, long AmountAfter, IReadOnlyList<ReplayRow> Rows,
    IReadOnlyList<ReplaySampleAnswer> Samples)
{
    public static ReplayAnswer Of(ReplayResult result, CultureInfo culture) => new(
        result.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), result.Orders, result.Changed, result.Before, result.After,
        result.Rows,
        [
            .. result.Samples.Select(sample => new ReplaySampleAnswer(
                sample.ExternalId, sample.PlacedAt, sample.Before, sample.After, sample.AmountBefore, sample.AmountAfter,
                [.. sample.Trace.Select(step => new TraceAnswer(step.Rule, step.Outcome, TextCatalog.Of(step, culture)))])),
        ]);
}

/// <summary>One of the orders that would have been decided otherwise, with the trace of that decision.</summary>
public sealed record ReplaySampleAnswer(
    string ExternalId, DateTimeOffset PlacedAt, string Before, string After, long AmountBefore, long AmountAfter,
    IReadOnlyList<TraceAnswer> Trace);
