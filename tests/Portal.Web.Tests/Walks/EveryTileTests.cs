using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Components;
using Mono.Cecil;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Web.Components.Shared;
using Portal.Web.Pages.Partner.Money;
using Portal.Web.Pages.Shop;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// A tile equals the total of the list that it opens, and a tab the rows that it shows: every tile and tab of every page of every role is
/// followed, whichever pages there are.
/// </summary>
[Collection(SeededPortalCollection.Name)]
public sealed partial class EveryTileTests(SeededPortals portals)
{
    /// <summary>Pages of one template that are looked at, at most.</summary>
    private const int MostOfATemplate = 12;

    [DatabaseTheory]
    public async Task Every_tile_of_every_role_equals_the_total_of_the_list_that_it_opens(DatabaseProvider provider)
    {
        var portal = await portals.OfAsync(provider);
        var walk = new Walked();
        foreach (var (role, browser) in portal.Browsers)
            await walk.OfAsync(role, browser);
        await walk.OfAsync(Role.ShopOwner, portal.Renter);

        Assert.Empty(walk.Wrong);
        Assert.Empty(PageRoute.All.Where(route => !walk.Opened.Contains(route.Template)).Select(route => route.Template));
        Assert.Empty(walk.Tiles.GroupBy(tile => tile.Key).Where(same => same.All(tile => tile.Value == 0))
            .Select(same => $"{same.Key} was only ever 0"));
        foreach (var (page, tiles) in Walk.Of(TilesInCode()))
        {
            var seen = walk.Tiles.Select(tile => tile.Key).Distinct().Count(key => key.StartsWith(page + " ", StringComparison.Ordinal));
            Assert.True(seen >= tiles, $"{page} has {tiles} tiles, of which {seen} were walked");
        }
    }

    [Fact]
    public void What_looks_like_a_tile_is_one()
    {
        Assert.Equal([nameof(Figure), nameof(Tile)], CompiledCode.Portal.Where(method => method.Texts.Any(text => TileLook().IsMatch(text)))
            .Select(method => method.Owner.Name).Distinct().Order());
        Assert.Equal([nameof(ImportPage)],
            CompiledCode.Portal.Where(method => Opens(method, nameof(Figure)) > 0).Select(method => method.Owner.Name).Distinct());
    }

    /// <summary>How many tiles each page itself has, by its route.</summary>
    private static IEnumerable<(string Page, int Tiles)> TilesInCode() =>
        from method in CompiledCode.Portal
        group Opens(method, nameof(Tile), nameof(BalanceTile)) by method.Owner into page
        where page.Sum() > 0
        from route in page.Key.CustomAttributes.Where(attribute => attribute.AttributeType.Name == nameof(RouteAttribute))
        select ((string)route.ConstructorArguments[0].Value, page.Sum());

    /// <summary>How often it renders one of these components.</summary>
    private static int Opens(CompiledMethod method, params string[] components) => method.Calls.OfType<GenericInstanceMethod>()
        .Count(called => called.Name == "OpenComponent" && components.Contains(called.GenericArguments[0].Name));

    [GeneratedRegex("</?(span|time|svg|strong|small|a|b|p|button|div)\\b[^>]{0,40}|&(#x?[0-9A-Fa-f]+|nbsp|lt|gt|amp);")]
    private static partial Regex MarkupAsText();

    [GeneratedRegex("^tile( |$)|class=\"tile[ \"]")]
    private static partial Regex TileLook();

    /// <summary>What was seen on the way through the pages.</summary>
    private sealed class Walked
    {
        /// <summary>Templates of which a page was opened.</summary>
        public HashSet<string> Opened { get; } = [];

        /// <summary>Each tile by page and label, with what it showed.</summary>
        public List<KeyValuePair<string, long>> Tiles { get; } = [];

        public List<string> Wrong { get; } = [];

        public async Task OfAsync(Role role, Browser browser)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var routes = PageRoute.All.Where(route => route.MayOpen(role)).OrderBy(route => route.HasParameters).ToList();
            foreach (var route in routes)
            {
                var addresses = route.HasParameters
                    ? [.. found.Where(route.Matches).Order(StringComparer.Ordinal).Take(MostOfATemplate)] : new[] { route.Template };
                foreach (var address in addresses)
                {
                    var page = await OpenAsync(role, browser, address);
                    Opened.Add(route.Template);
                    await CompareAsync(role, browser, route, address, page);
                    found.UnionWith(Hrefs(page));

                    // the same page for another month or state has the same tiles with other figures
                    foreach (var tab in page.QuerySelectorAll("main .tabs a").Select(tab => tab.GetAttribute("href")!).Where(route.Matches)
                        .Distinct())
                        await CompareAsync(role, browser, route, tab, await OpenAsync(role, browser, tab), tabs: false);
                }
            }
        }

        private async Task CompareAsync(Role role, Browser browser, PageRoute route, string address, IHtmlDocument page, bool tabs = true)
        {
            foreach (var tile in page.QuerySelectorAll("main [data-tile]"))
            {
                var (label, total, value) =
                    (tile.GetAttribute("data-tile")!, tile.GetAttribute("data-total")!, Number(tile.GetAttribute("data-value")));
                Tiles.Add(new($"{route.Template} {label}", value));
                var href = tile.QuerySelector("a.tile-label")!.GetAttribute("href")!;
                if (TotalOf(await OpenAsync(role, browser, href), total) is var listed && listed != value)
                    Wrong.Add($"{role} {address}: {label} shows {value}, and {href} has {listed?.ToString(CultureInfo.InvariantCulture) ?? "no"} {total}");
            }

            foreach (var tab in tabs ? page.QuerySelectorAll("main .tabs a:has([data-count])") : (IEnumerable<IElement>)[])
            {
                var (href, count) = (tab.GetAttribute("href")!, Number(tab.QuerySelector("[data-count]")!.GetAttribute("data-count")));
                if (TotalOf(await OpenAsync(role, browser, href), ListTotals.Count) is var listed && listed != count)
                    Wrong.Add($"{role} {address}: the tab {tab.TextContent.Trim()} opens {listed?.ToString(CultureInfo.InvariantCulture) ?? "no"} rows ({href})");
            }
        }

        private async Task<IHtmlDocument> OpenAsync(Role role, Browser browser, string address)
        {
            var answer = await browser.GetAsync(address);
            var page = await Browser.ReadAsync(answer);
            if (MarkupAsText().Match(page.QuerySelector("main")?.TextContent ?? "") is { Success: true, Value: var markup })
                Wrong.Add($"{role} {address}: shows markup as text: {markup}");
            if (!answer.IsSuccessStatusCode || page.QuerySelector("main .state[role='alert']") is not null)
                Wrong.Add($"{role} {address}: {(int)answer.StatusCode}");
            return page;
        }

        /// <summary>
        /// What the page's list adds up to under this name: an empty list is 0 of everything; null where there is nothing to compare with.
        /// </summary>
        private static long? TotalOf(IHtmlDocument page, string total)
        {
            var lists = page.QuerySelectorAll("main .list[data-count]").ToList();
            if (total == ListTotals.Count)
                return lists is [var only] ? Number(only.GetAttribute("data-count")) : null;

            var named = page.QuerySelectorAll($"main [data-total='{total}']:not([data-tile])").ToList();
            return named is [var one] ? Number(one.GetAttribute("data-value")) : named.Count == 0
                && lists.Exists(list => list.GetAttribute("data-count") == "0") ? 0 : null;
        }

        private static IEnumerable<string> Hrefs(IHtmlDocument page) => page.QuerySelectorAll("main a[href]")
            .Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith('/'));

        private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
    }
}
