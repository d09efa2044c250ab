using System.Globalization;
using System.Text;

namespace Portal.Tests.Shared.History;

/// <summary>Where two deciders disagree about an order, with what both of them say about it.</summary>
public sealed record HistoryDifference(
    string Shop, string ExternalId, string Program, IReadOnlyList<string> Fields, DecidedOrder? Expected, DecidedOrder? Actual)
{
    private const int Width = 76;

    /// <summary>All differences, in the order of the expected decisions; then the decisions that nobody expected.</summary>
    public static IReadOnlyList<HistoryDifference> Between(IEnumerable<DecidedOrder> expected, IEnumerable<DecidedOrder> actual)
    {
        var rest = new Dictionary<(string Shop, string Order, string Program), DecidedOrder>();
        foreach (var one in actual)
            rest.Add((one.Shop, one.ExternalId, one.Program), one);

        var result = new List<HistoryDifference>();
        foreach (var wanted in expected)
        {
            rest.Remove((wanted.Shop, wanted.ExternalId, wanted.Program), out var got);
            var fields = got is null ? ["not decided"] : DifferentFields(wanted, got);
            if (fields.Count > 0)
                result.Add(new HistoryDifference(wanted.Shop, wanted.ExternalId, wanted.Program, fields, wanted, got));
        }

        result.AddRange(rest.Values.Select(
            got => new HistoryDifference(got.Shop, got.ExternalId, got.Program, ["not expected"], null, got)));
        return result;
    }

    /// <summary>The first differences in full, with how many there are of each kind.</summary>
    public static string Report(IReadOnlyList<HistoryDifference> differences, int shown = 10)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{differences.Count} differences\n");
        foreach (var kind in differences.CountBy(one => $"{one.Program}: {string.Join(", ", one.Fields)}")
            .OrderByDescending(kind => kind.Value).Take(20))
            text.Append(CultureInfo.InvariantCulture, $"{kind.Value,7} × {kind.Key}\n");
        foreach (var difference in differences.Take(shown))
            text.Append('\n').Append(difference);
        return text.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Shop}/{ExternalId} in {Program}: {string.Join(", ", Fields)}\n");
        var left = Lines("reference", Expected);
        var right = Lines("engine", Actual);
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
            text.Append("  ").Append((i < left.Count ? left[i] : "").PadRight(Width)).Append(" | ").Append(i < right.Count ? right[i] : "")
                .Append('\n');
        return text.ToString();
    }

    private static List<string> DifferentFields(DecidedOrder expected, DecidedOrder actual)
    {
        var fields = new List<string>();
        Compare("decision", expected.Decision, actual.Decision);
        Compare("partner", expected.Partner, actual.Partner);
        if (expected.Partner is not null)
            Compare("click", expected.Click, actual.Click);
        Compare("version", expected.Version, actual.Version);
        Compare("gross", expected.Gross, actual.Gross);
        Compare("tax", expected.Tax, actual.Tax);
        Compare("net", expected.Net, actual.Net);
        Compare("reward state", expected.RewardState, actual.RewardState);
        Compare("introducedBy", expected.IntroducedBy, actual.IntroducedBy);
        Compare("freeOrder", expected.FreeOrder, actual.FreeOrder);
        Compare("base", expected.Base, actual.Base);
        Compare("surcharge", expected.Surcharge, actual.Surcharge);
        return fields;

        void Compare<T>(string name, T left, T right)
        {
            if (!EqualityComparer<T>.Default.Equals(left, right))
                fields.Add(name);
        }
    }

    private static List<string> Lines(string who, DecidedOrder? order)
    {
        if (order is null)
            return [$"{who}: nothing"];

        var lines = new List<string>
        {
            $"{who}: {order.Decision}",
            $"partner {order.Partner ?? "-"}, click {Text(order.Click)}, version {Text(order.Version)}",
            $"gross {Text(order.Gross)}, tax {Text(order.Tax)}, net {Text(order.Net)}, {order.RewardState ?? "-"}",
        };
        if (order.IntroducedBy is not null || order.Base is not null)
            lines.Add($"introduced by {order.IntroducedBy ?? "-"}, free order {Text(order.FreeOrder)}, base {Text(order.Base)}, surcharge {Text(order.Surcharge)}");
        lines.AddRange(order.Trace.SelectMany(line => line.Chunk(Width).Select(part => new string(part))));
        return lines;
    }

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "-";
}
