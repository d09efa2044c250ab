using System.Globalization;
using Portal.App.Documents.Exports;

namespace Portal.Web.Components.Exports;

/// <summary>
/// What the address of a list narrows it by, and which values it understands. A page passes over what it does not understand; a program is
/// told.
/// </summary>
public sealed class ListFilters
{
    private readonly Dictionary<string, Func<string, bool>> known = new(StringComparer.Ordinal) { [ExportFilter.Sort] = _ => true };

    public IReadOnlyList<string> Names => [.. known.Keys];

    /// <summary>Any text narrows by these.</summary>
    public static ListFilters Of(params ReadOnlySpan<string> texts)
    {
        var filters = new ListFilters();
        foreach (var name in texts)
            filters.known[name] = _ => true;
        return filters;
    }

    public bool IsKnown(string name, string value) => known.TryGetValue(name, out var check) && check(value);

    public ListFilters Words(string name, params IEnumerable<string> words)
    {
        var all = words.ToHashSet(StringComparer.Ordinal);
        known[name] = all.Contains;
        return this;
    }

    /// <summary>Members of an enum in small letters, and words beside them.</summary>
    public ListFilters Enum<T>(string name, params IEnumerable<string> others)
        where T : struct, Enum => Words(name, [.. System.Enum.GetNames<T>().Select(word => word.ToLowerInvariant()), .. others]);

    public ListFilters Id(string name)
    {
        known[name] = value => Guid.TryParse(value, out _);
        return this;
    }

    public ListFilters Day(string name)
    {
        known[name] = value =>
            DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return this;
    }

    /// <summary>A stretch of days, by its name or by its ends.</summary>
    public ListFilters Range() => Words("range", [.. DateChoice.Presets, DateChoice.Custom]).Day("from").Day("to");
}
