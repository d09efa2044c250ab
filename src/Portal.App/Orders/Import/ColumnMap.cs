using System.Text.Json;

namespace Portal.App.Orders.Import;

/// <summary>Which heading of a report is which column. Kept by heading, not by position, so that a moved column is found again.</summary>
public sealed record ColumnMap(IReadOnlyDictionary<ImportColumn, string> Headings)
{
    public static ColumnMap Parse(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<ImportColumn, string>>(json) ?? []);

    public string ToJson() => JsonSerializer.Serialize(Headings);

    public bool Fits(IReadOnlyList<string> headings) =>
        ImportColumns.Required.All(Headings.ContainsKey)
            && Headings.Values.All(heading => headings.Contains(heading, StringComparer.Ordinal));

    /// <summary>Column → position in a file with these headings.</summary>
    public IReadOnlyDictionary<ImportColumn, int> Positions(IReadOnlyList<string> headings)
    {
        var all = headings.ToList();
        return Headings
            .Select(pair => (pair.Key, Index: all.IndexOf(pair.Value)))
            .Where(pair => pair.Index >= 0)
            .ToDictionary(pair => pair.Key, pair => pair.Index);
    }
}
