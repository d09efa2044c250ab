using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.App.Platform.Texts;

/// <summary>
/// A sentence with named places: <c>{code}</c> is a fact as it stands, <c>{placedAt:instant}</c> one that is shown in the
/// way its kind asks for. A part in square brackets is left out when one of its facts is missing.
/// </summary>
public static partial class TextTemplate
{
    /// <summary>
    /// How a fact is shown: <c>instant</c> in Vietnam time, <c>date</c>, <c>dong</c>, <c>rate</c> of basis points, <c>count</c>,
    /// <c>word</c> and comma-separated <c>words</c>.
    /// </summary>
    public static readonly IReadOnlySet<string> Formats =
        new HashSet<string>(StringComparer.Ordinal) { "", "instant", "date", "dong", "rate", "count", "word", "words" };

    /// <summary>Sentences are taken apart once: a batch of orders answers thousands of them, while others wait for its commit.</summary>
    private static readonly ConcurrentDictionary<string, Part[]> TakenApart = new(StringComparer.Ordinal);

    public static string Fill(string template, IReadOnlyDictionary<string, string> facts, CultureInfo culture)
    {
        var text = new StringBuilder(template.Length * 2);
        foreach (var part in TakenApart.GetOrAdd(template, WithOptionalParts))
        {
            if (part.Optional is null)
                Append(text, part, facts, culture);
            else if (Array.TrueForAll(part.Optional, inner => inner.Format is null || facts.ContainsKey(inner.Text)))
                Array.ForEach(part.Optional, inner => Append(text, inner, facts, culture));
        }

        return text.ToString();
    }

    /// <summary>The places of a sentence, as <c>name:format</c>; the languages of one key must agree in them.</summary>
    public static IEnumerable<(string Name, string Format)> Places(string template) =>
        Place().Matches(template).Select(place => (place.Groups["name"].Value, place.Groups["format"].Value));

    /// <summary>An instant to the second as people in Vietnam write it.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToOffset(LocalCalendar.Offset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The same to the minute.</summary>
    public static string Minute(DateTimeOffset instant) =>
        instant.ToOffset(LocalCalendar.Offset).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A local day as people in Vietnam write it.</summary>
    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, Part part, IReadOnlyDictionary<string, string> facts, CultureInfo culture) =>
        text.Append(part.Format is null ? part.Text : facts.TryGetValue(part.Text, out var value)
            ? Show(value, part.Format, culture) : "…");

    private static Part[] WithOptionalParts(string template)
    {
        var parts = new List<Part>();
        var at = 0;
        foreach (Match optional in Optional().Matches(template))
        {
            parts.AddRange(LiteralsAndPlaces(template[at..optional.Index]));
            parts.Add(new Part("", null, LiteralsAndPlaces(optional.Value[1..^1])));
            at = optional.Index + optional.Length;
        }

        parts.AddRange(LiteralsAndPlaces(template[at..]));
        return [.. parts];
    }

    private static Part[] LiteralsAndPlaces(string text)
    {
        var parts = new List<Part>();
        var at = 0;
        foreach (Match place in Place().Matches(text))
        {
            parts.Add(new Part(text[at..place.Index], null, null));
            parts.Add(new Part(place.Groups["name"].Value, place.Groups["format"].Value, null));
            at = place.Index + place.Length;
        }

        parts.Add(new Part(text[at..], null, null));
        return [.. parts];
    }

    /// <summary>A literal (no format), a place by its name, or a part that may be left out.</summary>
    private sealed record Part(string Text, string? Format, Part[]? Optional);

    // A fact that is not what its place expects is shown as it is: an old trace is better read raw than not at all.
    private static string Show(string value, string format, CultureInfo culture) => format switch
    {
        "instant" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) =>
            Instant(instant),
        "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day),
        "dong" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) => new Dong(amount)
        .ToString(),
        "rate" when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rate) => Rate(rate, culture),
        "count" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) =>
        count.ToString("N0", culture),
        "word" => TextCatalog.Word("Word", value, culture),
        "words" => string.Join(
            ", ", value.Split(',', StringSplitOptions.TrimEntries).Select(word => TextCatalog.Word("Word", word, culture))),
        _ => value,
    };

    private static string Rate(int basisPoints, CultureInfo culture)
    {
        var percent = new StringBuilder((basisPoints / 100).ToString(culture));
        if (basisPoints % 100 != 0)
            percent.Append(culture.NumberFormat.NumberDecimalSeparator)
                .Append(Math.Abs(basisPoints % 100).ToString("00", culture).TrimEnd('0'));
        return percent.Append('%').ToString();
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>\w+))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Optional();
}
