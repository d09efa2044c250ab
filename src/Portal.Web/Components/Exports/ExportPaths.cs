using Portal.App.Documents.Exports;

namespace Portal.Web.Components.Exports;

/// <summary>Where lists are taken out.</summary>
public static class ExportPaths
{
    public const string Exports = "/exports";

    /// <summary>A short list at once.</summary>
    public const string AtOnce = "/exports/now";

    /// <summary>The parameters of <see cref="AtOnce"/> beside the list's own filter.</summary>
    public const string List = "list";
    public const string Format = "format";
    public const string Columns = "columns";

    public static string File(Guid export) => $"/exports/{export}/file";

    public static string Now(string list, ExportFormat format, ExportFilter filter, IEnumerable<string> columns) =>
        $"{AtOnce}?{new ExportFilter([
            .. filter.Values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
            KeyValuePair.Create(List, (string?)list), KeyValuePair.Create(Format, (string?)format.Word()),
            KeyValuePair.Create(Columns, (string?)string.Join(' ', columns))])}";
}
