using System.Text;

namespace Portal.App.Documents.Exports;

/// <summary>How a list is narrowed and sorted: the query of its page's address, of which only what the list knows is kept.</summary>
public sealed class ExportFilter
{
    public const string Sort = "sort";

    /// <summary>As long as a row keeps.</summary>
    public const int MostLetters = 2000;

    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public ExportFilter(IEnumerable<KeyValuePair<string, string?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
                this.values[name] = value;
        }
    }

    public static ExportFilter None => new([]);

    public IReadOnlyDictionary<string, string> Values => values;

    public string? Read(string name) => values.GetValueOrDefault(name);

    /// <param name="query">As an address has it, with or without its mark.</param>
    public static ExportFilter Parse(string? query) => new((query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(Decoded(pair[0]), pair.Length == 2 ? Decoded(pair[1]) : null)));

    /// <summary>Only what the list can be narrowed by: an open sheet or the page's number say nothing about its rows.</summary>
    public ExportFilter Of(IExportable list) => new(values.Where(pair => list.Filters.Contains(pair.Key))
        .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
            text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
