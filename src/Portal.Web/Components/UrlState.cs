using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.App.Platform.Data;

namespace Portal.Web.Components;

/// <summary>
/// What a page shows lives in its address: these read it and make the addresses of links that change a part of it.
/// <code>
/// var status = Nav.Read("status");
/// &lt;a href="@Nav.With(("order", row.Id))"&gt;        keeps the list, opens the sheet
/// &lt;a href="@Nav.Filtered(("status", "paid"))"&gt;   another filter starts at its first page
/// </code>
/// </summary>
public static class UrlState
{
    private const string Page = "page";
    private const string Size = "size";
    private const string Sort = "sort";

    /// <summary>Further than anybody pages, and near enough that the rows to skip fit into a number.</summary>
    private const int LastPage = 1_000_000;

    public static string? Read(this NavigationManager nav, string name) =>
        Query(nav).TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public static bool Has(this NavigationManager nav, params ReadOnlySpan<string> names)
    {
        var query = Query(nav);
        foreach (var name in names)
        {
            if (query.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value))
                return true;
        }

        return false;
    }

    /// <summary>This address with some parameters changed; null or empty takes one away.</summary>
    public static string With(this NavigationManager nav, params ReadOnlySpan<(string Name, object? Value)> changes)
    {
        var query = Query(nav);
        foreach (var (name, value) in changes)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
                query[name] = text;
            else
                query.Remove(name);
        }

        return QueryHelpers.AddQueryString(Path(nav), query);
    }

    /// <summary>As <see cref="With"/>, back at the first page: what another filter or order shows has other pages.</summary>
    public static string Filtered(this NavigationManager nav, params ReadOnlySpan<(string Name, object? Value)> changes) =>
        nav.With([.. changes, (Page, null)]);

    /// <summary>
    /// The list's page, size and order. <paramref name="defaultSort"/> is written as in the address: <c>-placed</c> falls.
    /// </summary>
    public static PageRequest Paging(this NavigationManager nav, string defaultSort)
    {
        var sort = nav.Read(Sort) ?? defaultSort;
        var size = Number(nav.Read(Size)) is { } given && PageRequest.Sizes.Contains(given) ? given : PageRequest.DefaultSize;
        var page = Number(nav.Read(Page)) is { } number and >= 1 and <= LastPage ? number : 1;
        return new PageRequest(page, size, sort.TrimStart('-'), sort.StartsWith('-'));
    }

    /// <summary>The path of the page itself, with a leading slash.</summary>
    public static string Path(this NavigationManager nav) => new Uri(nav.Uri).AbsolutePath;

    /// <summary>Path and query: where to come back to.</summary>
    public static string Here(this NavigationManager nav) => new Uri(nav.Uri).PathAndQuery;

    private static Dictionary<string, StringValues> Query(NavigationManager nav) => QueryHelpers.ParseQuery(new Uri(nav.Uri).Query);

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
