using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.WebUtilities;
using Portal.App.Platform.Security;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// Every list is handled alike, whichever lists there are: several filters, or an order that can be chosen, stand in a FilterBar, which
/// says what narrows the list, and a row is a card of few lines on phones.
/// </summary>
[Collection(SeededPortalCollection.Name)]
public sealed class EveryListTests(SeededPortals portals)
{
    /// <summary>Pages of one template that are looked at, at most.</summary>
    private const int MostOfATemplate = 6;

    /// <summary>A list with no more columns is short enough as it is.</summary>
    private const int ShortRow = 4;

    /// <summary>Lines of a card beside its head, its chip, its figures, and what can be done.</summary>
    private const int MostLines = 3;

    [Fact]
    public async Task Filters_and_order_of_every_list_stand_in_a_sheet_on_phones_and_chips_say_what_narrows_it()
    {
        var portal = await portals.OfAsync();
        var (bars, looked, wrong) =
            (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        await foreach (var (route, address, browser, page) in PagesAsync(portal))
        {
            // tabs of one page have the same head, or one of their own
            if (!looked.Add($"{route.Template} {string.Join(' ', page.QuerySelectorAll("main .toolbar").SelectMany(Filters))} {page.QuerySelectorAll("main .list th:has(a)").Length}"))
                continue;

            var name = $"{route.Template} ({address})";
            foreach (var toolbar in page.QuerySelectorAll("main .toolbar:not(.filter-bar)").Where(toolbar => Filters(toolbar).Count > 1))
                wrong.Add($"{name}: {string.Join(", ", Filters(toolbar))} stand in no FilterBar");

            var heads = page.QuerySelectorAll("main .list th:has(a)").Select(
                head => (Sort: Query(head.QuerySelector("a")!, "sort")!.TrimStart('-'), Holds: head.HasAttribute("aria-sort"))).ToList();
            if (page.QuerySelector("main .filter-bar") is not { } bar)
            {
                if (heads.Count > 0)
                    wrong.Add($"{name}: phones cannot sort by {string.Join(", ", heads.Select(head => head.Sort))}");
                continue;
            }

            bars.Add(route.Template);
            var sheet = (await browser.ReadAsync(With(address, "filters", "open"))).QuerySelector("dialog.sheet:has(.filter-sheet)");
            if (sheet is null || !Filters(sheet).SetEquals(Filters(bar)))
                wrong.Add($"{name}: the sheet has not the filters of the bar");
            var orders = sheet?.QuerySelectorAll("select[name=sort] option").Select(option => option.GetAttribute("value")!.TrimStart('-'))
                .ToList() ?? [];
            wrong.AddRange(heads.Where(head => !head.Holds && !orders.Contains(head.Sort))
                .Select(head => $"{name}: phones cannot sort by {head.Sort}"));
            foreach (var filter in Filters(bar))
            {
                var value = bar.QuerySelectorAll($".filters select[name='{filter}'] option").Select(option => option.GetAttribute("value"))
                    .FirstOrDefault(option => option is { Length: > 0 });
                var narrowed = await browser.ReadAsync(With(address, filter, value ?? (filter == "range" ? "all" : Guid.Empty.ToString())));
                var chip = narrowed.QuerySelectorAll($".filter-bar .filter-chips a[data-filter='{filter}']");
                if (chip.Length != 1 || Query(chip[0], filter) is not null
                    || !chip[0].GetAttribute("aria-label")!.Contains(chip[0].TextContent.Trim(), StringComparison.Ordinal))
                    wrong.Add($"{name}: {filter} narrows it, and no chip says so");
                if (narrowed.QuerySelector(".filter-button")?.TextContent.Trim().EndsWith("(1)", StringComparison.Ordinal) != true)
                    wrong.Add($"{name}: the button does not count {filter}");
            }
        }

        Assert.Empty(wrong);
        Assert.Superset(
            new HashSet<string>(["/partner/orders", "/shop/orders", "/shop/links", "/admin/orders", "/admin/audit", "/finance/ledger"],
                StringComparer.Ordinal), bars);
    }

    [Fact]
    public async Task The_card_of_every_row_has_its_chip_and_figures_and_few_lines()
    {
        var portal = await portals.OfAsync();
        var (lists, wrong) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        await foreach (var (route, _, _, page) in PagesAsync(portal))
        {
            foreach (var row in page.QuerySelectorAll("main .list table").Select(table => table.QuerySelector("tbody tr:not(.loading)"))
                .OfType<IElement>())
            {
                var cells = row.QuerySelectorAll("td:not(.choose)").ToList();
                if (cells.Count <= ShortRow)
                    continue;

                var name = $"{route.Template} ({row.Closest("table")!.QuerySelector("caption")!.TextContent})";
                lists.Add(route.Template);
                var chips = cells.Count(cell => cell.ClassList.Contains("card-chip"));
                if (chips > 1 || (chips == 0 && cells.Skip(1).Any(cell => cell.QuerySelector(".chip") is not null)))
                    wrong.Add($"{name}: {chips} chips stand beside the head");
                if (cells.Count(cell => cell.ClassList.Contains("card-figure")) is var figures and not (1 or 2))
                    wrong.Add($"{name}: {figures} figures");
                var lines = cells.Skip(1).Where(cell => !cell.ClassList.Contains("card-chip") && !cell.ClassList.Contains("card-figure")
                    && !cell.ClassList.Contains("card-hidden") && cell.QuerySelector("button") is null);
                if (lines.Select(cell => cell.GetAttribute("data-label")).ToList() is { Count: > MostLines } many)
                    wrong.Add($"{name}: {string.Join(", ", many)}");
            }
        }

        Assert.Empty(wrong.Distinct());
        Assert.Superset(new HashSet<string>(
            ["/partner/orders", "/shop/orders", "/admin/orders", "/admin/risk", "/finance/batches", "/finance/ledger"],
            StringComparer.Ordinal), lists);
    }

    /// <summary>
    /// The pages with a list: each once, as the first role sees it that may, and as an owner who pays surcharges does; with their tabs.
    /// </summary>
    private static async IAsyncEnumerable<(PageRoute Route, string Address, Browser Browser, IHtmlDocument Page)> PagesAsync(
        SeededPortal portal)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var route in PageRoute.All.OrderBy(route => route.HasParameters))
        {
            Browser[] readers = [portal.Browsers[Enum.GetValues<Role>().First(route.MayOpen)], .. route.MayOpen(Role.ShopOwner)
                ? [portal.Renter] : Array.Empty<Browser>()];
            foreach (var browser in readers)
            {
                foreach (var address in route.HasParameters
                    ? [.. found.Where(route.Matches).Order(StringComparer.Ordinal).Take(MostOfATemplate)] : new[] { route.Template })
                {
                    var page = await browser.ReadAsync(address);
                    yield return (route, address, browser, page);
                    found.UnionWith(page.QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")!)
                        .Where(href => href.StartsWith('/')));
                    foreach (var tab in page.QuerySelectorAll("main .tabs a:not([aria-current])").Select(tab => tab.GetAttribute("href")!)
                        .Where(route.Matches).Distinct())
                        yield return (route, tab, browser, await browser.ReadAsync(tab));
                }
            }
        }
    }

    /// <summary>The parameters of the address that the filters in it write.</summary>
    private static HashSet<string> Filters(IElement where)
    {
        var filters = where.QuerySelectorAll("select[name]:not([name=sort])").Select(select => select.GetAttribute("name")!)
            .Concat(where.QuerySelectorAll(".url-suggest").Select(suggest => suggest.GetAttribute("data-filter")!))
            .Concat(where.QuerySelectorAll(".check-input").Select(_ => "check"))
            .ToHashSet(StringComparer.Ordinal);
        if (where.QuerySelector(".range") is not null)
            filters.Add("range");
        return filters;
    }

    private static string With(string address, string name, string value) => QueryHelpers.AddQueryString(address, name, value);

    private static string? Query(IElement link, string name) =>
        QueryHelpers.ParseQuery(link.GetAttribute("href")!.Split('?') is [_, var query] ? query : "").TryGetValue(name, out var value)
            ? value.ToString() : null;
}
