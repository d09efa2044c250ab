using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.App.Texts;

/// <summary>
/// A sentence with named places: <c>{code}</c> is a fact as it stands, <c>{placedAt:instant}</c> one that is shown in the
/// way its kind asks for. A part in square brackets is left out when one of its facts is missing.
/// </summary>
public static partial class TextTemplate
{
    /// <summary>How a fact is shown: <c>instant</c> in Vietnam time, <c>dong</c>, <c>rate</c> of basis points, <c>count</c>, <c>word</c> and comma-separated <c>words</c>.</summary>
    public static readonly IReadOnlySet<string> Formats =
        new HashSet<string>(StringComparer.Ordinal) { "", "instant", "dong", "rate", "count", "word", "words" };

    public static string Fill(string template, IReadOnlyDictionary<string, string> facts, CultureInfo culture)
    {
        var whole = Optional().Replace(template, part =>
            Place().Matches(part.Value).All(place => facts.ContainsKey(place.Groups["name"].Value)) ? part.Value[1..^1] : "");
        return Place().Replace(whole, place => facts.TryGetValue(place.Groups["name"].Value, out var value)
            ? Show(value, place.Groups["format"].Value, culture)
            : "…");
    }

    /// <summary>The places of a sentence, as <c>name:format</c>; the languages of one key must agree in them.</summary>
    public static IEnumerable<(string Name, string Format)> Places(string template) =>
        Place().Matches(template).Select(place => (place.Groups["name"].Value, place.Groups["format"].Value));

    /// <summary>An instant to the second as people in Vietnam write it.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToOffset(LocalCalendar.Offset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    // A fact that is not what its place expects is shown as it is: an old trace is better read raw than not at all.
    private static string Show(string value, string format, CultureInfo culture) => format switch
    {
        "instant" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => Instant(instant),
        "dong" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) => new Dong(amount).ToString(),
        "rate" when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rate) => Rate(rate, culture),
        "count" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) => count.ToString("N0", culture),
        "word" => TextCatalog.Word("Word", value, culture),
        "words" => string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Select(word => TextCatalog.Word("Word", word, culture))),
        _ => value,
    };

    private static string Rate(int basisPoints, CultureInfo culture)
    {
        var percent = new StringBuilder((basisPoints / 100).ToString(culture));
        if (basisPoints % 100 != 0)
            percent.Append(culture.NumberFormat.NumberDecimalSeparator).Append(Math.Abs(basisPoints % 100).ToString("00", culture).TrimEnd('0'));
        return percent.Append('%').ToString();
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>\w+))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Optional();
}
