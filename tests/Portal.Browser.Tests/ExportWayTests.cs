using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The way of a list out of the portal: a short one arrives at once, a long one is made behind the page and waits there.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class ExportWayTests(Browsing browsing)
{
    private const int Many = 200_000;

    [Theory]
    [InlineData("desk")]
    [InlineData("phone")]
    public async Task A_short_list_arrives_at_once(string device)
    {
        await using var partner = await browsing.SignedInAsync(Role.Partner, Look.Of(device, "light"));
        var page = await partner.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/links"));
        var sheet = await OpenSheetAsync(page);
        await Expect(sheet).ToContainTextAsync(new Regex("[1-9][0-9]* dòng"));
        await page.IsAccessibleAsync("export sheet");
        await page.FitsAsync();
        await page.ShotAsync($"export-sheet-{device}");

        var download = await page.RunAndWaitForDownloadAsync(() => Link(sheet, "Tải xuống").ClickAsync());
        Assert.Matches("^[a-z-]+_[0-9]{4}-[0-9]{2}-[0-9]{2}[.]xlsx$", download.SuggestedFilename);
        var rows = int.Parse(
            Regex.Match(await sheet.InnerTextAsync(), "([0-9]+) dòng").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(rows + 1, RowsOf(await download.PathAsync()));
    }

    [Fact]
    public async Task A_long_list_is_made_behind_the_page_shows_its_progress_survives_a_reload_and_arrives()
    {
        await FailAsync();
        try
        {
            await using var desk = await browsing.SignedInAsync(Role.Finance);
            var page = await desk.NewPageAsync();
            await page.OpenAsync(new Uri(browsing.Portal, "admin/failed-work?kind=Mail"));
            var sheet = await OpenSheetAsync(page);
            await Expect(sheet).ToContainTextAsync("200.000 dòng");
            await sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Tạo tệp" }).ClickAsync();
            await Expect(sheet.Locator(".result")).ToContainTextAsync("Đang tạo");
            await page.ShotAsync("export-asked");
            await Link(sheet, "Tệp đã xuất").ClickAsync();

            await page.IsAtAsync("/exports$");
            var row = page.Locator(".list tbody tr").Filter(new LocatorFilterOptions { HasText = "dòng" }).First;
            await Expect(row).ToContainTextAsync("Đang tạo");
            await Expect(row).ToContainTextAsync(new Regex("[1-9][0-9.]* / 200[.]000 dòng"));
            await page.ShotAsync("export-running");
            await page.ReloadAsync();
            await page.IsLiveAsync();
            await Expect(row).ToContainTextAsync(new Regex("Đang tạo|Sẵn sàng"));
            await Expect(row).ToContainTextAsync("Sẵn sàng");
            await Expect(row).ToContainTextAsync("200.000 dòng");
            await page.IsAccessibleAsync("exports");
            await page.ShotAsync("export-ready");

            // it waits for them wherever they are
            await using var phone = await browsing.SignedInAsync(Role.Finance, Look.Phone);
            var later = await phone.NewPageAsync();
            await later.OpenAsync(new Uri(browsing.Portal, "exports"));
            await later.FitsAsync();
            await later.ShotAsync("export-ready-phone");
            var download = await later.RunAndWaitForDownloadAsync(() => later.Locator("main a[download]").First.ClickAsync());
            Assert.Matches("^[a-z-]+_[0-9]{4}-[0-9]{2}-[0-9]{2}[.]xlsx$", download.SuggestedFilename);
            Assert.Equal(Many + 1, RowsOf(await download.PathAsync()));
        }
        finally
        {
            await ForgetAsync();
        }
    }

    private static async Task<ILocator> OpenSheetAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Xuất tệp", Exact = true }).ClickAsync();
        var sheet = page.Locator("dialog[open]");
        await Expect(sheet.Locator(".export-sheet")).ToBeVisibleAsync();
        return sheet;
    }

    /// <summary>Rows of the first sheet, with the head.</summary>
    private static int RowsOf(string path)
    {
        using var workbook = ZipFile.OpenRead(path);
        using var sheet = XmlReader.Create(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = 0;
        while (sheet.ReadToFollowing("row", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"))
            rows++;
        return rows;
    }

    /// <summary>So many mails that were given up that no page could show them.</summary>
    private async Task FailAsync()
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-1).UtcTicks;
        await RunAsync($"""
            INSERT INTO "WorkFailures" ("Kind", "SubjectId", "Subject", "Attempts", "Error", "Since", "LastAt", "NextAt")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many})
            SELECT 'Mail', printf('%08X-0000-7000-8000-000000000000', i), 'khach' || i || '@example.vn', 1, 'Hộp thư không nhận',
                {at} + i, {at} + i, {at} + i
            FROM n
            """);
    }

    private Task ForgetAsync() => RunAsync("""DELETE FROM "WorkFailures" WHERE "SubjectId" LIKE '%-0000-7000-8000-000000000000'""");

    /// <summary>Past the portal, which has no way to make that many.</summary>
    private async Task RunAsync(string statement)
    {
        await using var db = new SqliteConnection($"Data Source={browsing.Database};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private static ILocator Link(ILocator within, string name) =>
        within.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
