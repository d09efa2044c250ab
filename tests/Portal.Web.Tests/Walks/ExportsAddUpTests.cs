using System.Globalization;
using AngleSharp.Html.Dom;
using CsvHelper;
using Portal.App.Platform.Security;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// Whoever adds up a column of an exported file gets what stands under that column of the list: every list that has a total row and can be
/// had as CSV, whichever pages there are.
/// </summary>
[Collection(SeededPortalCollection.Name)]
public sealed class ExportsAddUpTests(SeededPortals portals)
{
    [Fact]
    public async Task Every_column_of_an_export_adds_up_to_the_total_row_of_its_list()
    {
        var portal = await portals.OfAsync();
        var (compared, wrong) = (new List<string>(), new List<string>());
        foreach (var (role, browser) in portal.Browsers)
        {
            foreach (var route in PageRoute.All.Where(route => !route.HasParameters && route.MayOpen(role)))
                await CompareAsync($"{role} {route.Template}", await browser.ReadAsync($"{route.Template}?range=all"), browser, compared,
                    wrong);
        }

        Assert.Empty(wrong);
        Assert.Contains($"{Role.Partner} /partner/orders", compared);
        Assert.Contains($"{Role.ShopOwner} /shop/orders", compared);
    }

    private static async Task CompareAsync(string name, IHtmlDocument page, Browser browser, List<string> compared, List<string> wrong)
    {
        if (page.QuerySelector("main .list tfoot") is null || page.QuerySelector("main a[data-export]") is not { } export)
            return;

        var titles = page.QuerySelectorAll("main .list th").Select(head => head.TextContent.Trim()).ToList();
        var sums = page.QuerySelectorAll("main .list tfoot td")
            .Select(cell => cell.QuerySelectorAll(".dong").Select(dong => Amount(dong.TextContent)).ToList()).ToList();
        var columns = await ColumnsAsync(await (await browser.GetAsync(
            $"/exports/now?list={export.GetAttribute("data-export")}&format=csv&range=all")).Content.ReadAsStreamAsync());
        foreach (var (title, sum) in titles.Zip(sums).Where(column => column.Second.Count > 0 && columns.ContainsKey(column.First)))
        {
            compared.Add(name);
            var rows = columns[title].Where(text => text.Length > 0).Sum(text => long.Parse(text, CultureInfo.InvariantCulture));
            if (rows != sum.Sum())
                wrong.Add($"{name}: {title} has {sum.Sum()} under its list, and its file adds up to {rows}");
        }
    }

    private static long Amount(string text) => long.Parse(
        string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) * (text.Trim()[0] is '-' or '−' ? -1 : 1);

    private static async Task<Dictionary<string, List<string>>> ColumnsAsync(Stream file)
    {
        using var text = new StreamReader(file);
        await using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false });
        Assert.True(await csv.ReadAsync(CancellationToken.None));
        var columns = Enumerable.Range(0, csv.FieldCount).Select(i => (Title: csv.GetString(i), Cells: new List<string>())).ToList();
        while (await csv.ReadAsync(CancellationToken.None))
        {
            for (var i = 0; i < columns.Count; i++)
                columns[i].Cells.Add(csv.GetString(i));
        }

        return columns.ToDictionary(column => column.Title, column => column.Cells);
    }
}
