using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Security;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// Whatever list the portal shows can be taken out as a file (R9.6): each has its button, and the file has the rows of the page. A new list
/// that has none fails here.
/// </summary>
[Collection(SeededPortalCollection.Name)]
public sealed class EveryListIsExportedTests(SeededPortals portals)
{
    /// <summary>Tables that are no lists of their own.</summary>
    private static readonly Dictionary<string, string> WithoutButton = new(StringComparer.Ordinal)
    {
        ["/partner"] = "the latest of the list of orders",
        ["/shop"] = "the latest of the list of statements",
        ["/shop/settings"] = "the people of one shop, who are managed there",
        ["/finance/tax"] = "a report of months and the policies; its documents are the tax summary",
        ["/finance/months"] = "the report of one month, which is a document",
        ["/finance"] = "what is to be done now",
        ["/partner/statements"] = "documents, each of which is a file already",
        ["/finance/ledger?tab=trial"] = "a report of sums; the list of entries stands in the tab beside it",
        ["/exports"] = "the exports themselves",
    };

    /// <summary>Lists that no page shows by themselves.</summary>
    private static readonly Dictionary<string, string> WithoutPage = new(StringComparer.Ordinal)
    {
        ["Partner clicks"] = "too many to read; the page of links counts them",
        ["Operator clicks"] = "likewise",
        ["Operator payout-lines"] = "the page of one batch, which has its button",
        ["Operator settlement-batches"] = "the page of settlements, which the same component shows",
    };

    [Fact]
    public async Task R9_6_Every_list_has_its_button_and_its_file_has_the_rows_of_the_page()
    {
        var portal = await portals.OfAsync();
        var lists = portal.Host.Services.GetRequiredService<ExportCatalogue>();
        var (seen, wrong) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var route in PageRoute.All.Where(route => !route.HasParameters))
        {
            var readers = Enum.GetValues<Role>().Where(route.MayOpen).Select(role => (Role: role, Browser: portal.Browsers[role])).ToList();
            if (route.MayOpen(Role.ShopOwner))
                readers.Add((Role.ShopOwner, portal.Renter));
            foreach (var (role, browser) in readers)
            {
                var first = await browser.ReadAsync($"{route.Template}?range=all");
                var addresses = first.QuerySelectorAll("main .tabs a:not([aria-current])").Select(tab => tab.GetAttribute("href")!)
                    .Where(route.Matches).Distinct().Prepend($"{route.Template}?range=all").ToList();
                foreach (var address in addresses)
                {
                    var page = address == addresses[0] ? first : await browser.ReadAsync(address);
                    var table = page.QuerySelector("main .list table");
                    var button = page.QuerySelector("main a[data-export]");
                    if (button is null)
                    {
                        if (table is not null && !WithoutButton.ContainsKey(route.Template)
                            && !(address.EndsWith("tab=trial", StringComparison.Ordinal)
                                && WithoutButton.ContainsKey($"{route.Template}?tab=trial")))
                            wrong.Add($"{role} {address} has a list and no button to take it out");
                        continue;
                    }

                    var name = button.GetAttribute("data-export")!;
                    var side = role.IsOfPartner() ? ExportSide.Partner : role.IsOfShop() ? ExportSide.Shop : ExportSide.Operator;
                    seen.Add($"{side} {name}");
                    if (lists.Find(side, name) is null)
                        wrong.Add($"{role} {address}: nobody takes {name} out");
                    else
                        await CompareAsync($"{role} {address} ({name})", name, address, page, browser, wrong);
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(lists.All.Select(list => $"{list.Side} {list.Name}").Except(seen).Except(WithoutPage.Keys));
    }

    [Fact]
    public async Task R9_6_The_sheet_offers_formats_columns_and_a_file_for_whoever_may()
    {
        var portal = await portals.OfAsync();
        var page = await portal.Browsers[Role.Partner].ReadAsync("/partner/orders?range=all&export=open");

        var sheet = page.QuerySelector("dialog.sheet:has(.export-sheet)")!;
        var file = sheet.QuerySelector("footer a[download]")!.GetAttribute("href")!;
        Assert.StartsWith("/exports/now?", file, StringComparison.Ordinal);
        Assert.Contains("range=all", file, StringComparison.Ordinal);
        var answer = await portal.Browsers[Role.Partner].GetAsync(file);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var other = await portal.Browsers[Role.ShopOwner].GetAsync(file);
        Assert.NotEqual(await answer.Content.ReadAsByteArrayAsync(), await other.Content.ReadAsByteArrayAsync());
    }

    private static async Task CompareAsync(
        string where, string name, string address, IParentNode page, Browser browser, List<string> wrong)
    {
        var query = QueryHelpers.ParseQuery(address.Split('?') is [_, var asked] ? asked : "");
        var now = QueryHelpers.AddQueryString(
            $"/exports/now?list={name}&format=jsonl", query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString())));
        var answer = await browser.GetAsync(now);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            wrong.Add($"{where}: {now} answers {(int)answer.StatusCode}");
            return;
        }

        if (page.QuerySelector("main .list table") is not { } table)
            return;

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = table.QuerySelectorAll("tbody tr:not(.loading):not(.empty)")
            .Where(row => row.QuerySelector("td[data-label], th") is not null).ToList();
        if (lines.Length < rows.Count || (rows.Count is > 0 and < 25 && lines.Length != rows.Count))
            wrong.Add($"{where}: {rows.Count} rows on the page, {lines.Length} in the file");

        // in the same order: what the first cell of a row says most prominently is somewhere in its line
        foreach (var (row, line) in rows.Zip(lines))
        {
            using var json = JsonDocument.Parse(line);
            var values = json.RootElement.EnumerateObject().Where(cell => cell.Value.ValueKind == JsonValueKind.String)
                .Select(cell => cell.Value.GetString()!).ToList();
            var shown = row.QuerySelector("td strong, th strong")?.TextContent.Trim();
            if (shown is { Length: > 0 } && !Worded.Contains(name)
                && !values.Any(value => value.Contains(shown, StringComparison.OrdinalIgnoreCase)))
                wrong.Add($"{where}: “{shown}” is not in {line}");
        }
    }

    /// <summary>Lists whose first cell says a word that the file says as a code.</summary>
    private static readonly HashSet<string> Worded = ["audit", "failed-work", "reconciliation", "entries", "risk-cases", "eligibility", "statements"];
}
