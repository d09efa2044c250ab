using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.Demo;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The way of the money (R6.6): finance makes a batch, another approves it, its file is downloaded, the bank's answer with a rejection is
/// imported, and the partner sees what was paid and what came back, with the reason. Whoever made it cannot approve it. Making, approving
/// and downloading take the keyboard alone, and so does asking for money.
/// </summary>
[Collection(BrowsingCollection.Name)]
public sealed partial class PayoutWayTests(Browsing browsing)
{
    /// <summary>Tab stops of the longest page.</summary>
    private const int MostStops = 250;
    private const string Reason = "Tài khoản người nhận đã đóng";

    [Fact]
    public async Task R6_6_A_batch_goes_from_finance_to_the_bank_and_back_to_the_partner()
    {
        await using var approver = await browsing.SignedInAsync(Role.FinanceApprover);
        var approving = await approver.NewPageAsync();
        await DiscardAsync(approving);

        // whoever may approve makes one themselves, and is refused on the page
        await MakeAsync(approving);
        await Expect(Button(approving.Locator("main"), "Duyệt lô chi")).ToBeDisabledAsync();
        await Expect(approving.Locator("#why-not")).ToContainTextAsync("không được tự duyệt");
        await DiscardAsync(approving);

        await using var finance = await browsing.SignedInAsync(Role.Finance);
        var page = await finance.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "finance/batches"));
        await PressAsync(page, Button(page.Locator("main"), "Lập lô chi").First);
        await PressAsync(page, Button(page.Locator("dialog[open]"), "Lập lô chi"));
        await page.IsAtAsync("/finance/batches/[0-9a-f-]{36}$");
        await page.IsLiveAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Expect(page.Locator(".waits-for")).ToContainTextAsync("Đang chờ kế toán duyệt chi");
        Assert.Equal(0, await page.Locator("main .button.primary, main .button.danger").CountAsync());
        await page.IsAccessibleAsync("batch");
        Assert.Equal(0, await Button(page.Locator("main"), "Duyệt lô chi").CountAsync());
        var batch = page.Url;

        // somebody takes an account out of use meanwhile: the approver sees it before, and it is not paid
        var unpaid = await RemoveAccountAsync(batch.Split('/')[^1]);
        await approving.OpenAsync(new Uri(batch));
        await Expect(approving.Locator("main")).ToContainTextAsync("Thay đổi từ khi lập lô");
        await Expect(Row(approving, unpaid).First).ToContainTextAsync("Sẽ giữ lại: Tài khoản nhận tiền đã bị xóa");
        await approving.IsAccessibleAsync("changed batch");
        await Expect(approving.Locator(".review")).ToContainTextAsync("Tổng chuyển");
        await PressAsync(approving, Button(approving.Locator("main"), "Duyệt lô chi"));
        await PressAsync(approving, Button(approving.Locator("dialog[open]"), "Duyệt lô chi"));
        await Expect(approving.Locator("main")).ToContainTextAsync("Chờ ngân hàng");
        await Expect(approving.Locator(".result")).ToBeFocusedAsync();
        await Expect(Row(approving, unpaid)).ToContainTextAsync("Giữ lại");

        await Expect(page.Locator("main")).ToContainTextAsync("Tệp gửi ngân hàng");
        var hash = await page.Locator(".bank-files li", new PageLocatorOptions { HasText = ".csv" }).Locator("[data-copy]")
            .GetAttributeAsync("data-copy");
        var download = await page.RunAndWaitForDownloadAsync(
            () => PressAsync(page, page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Tải CSV" })));
        Assert.Matches("^LC-[0-9-]+-GENERIC.csv$", download.SuggestedFilename);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(await download.PathAsync()))));
        await Expect(page.Locator("tbody")).ToContainTextAsync("Đã gửi ngân hàng"); // without a reload
        await Expect(page.Locator(".waits-for")).ToContainTextAsync("Đang chờ ngân hàng");
        var lines = (await File.ReadAllTextAsync(await download.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(lines, line => line.Contains(unpaid, StringComparison.Ordinal));
        var own = lines.Where(line => line.Contains("NGUYEN THI LAN", StringComparison.Ordinal))
            .Select(line => Reference().Match(line).Value).ToList();
        Assert.True(own.Count >= 2, string.Join('\n', lines));

        await UploadAsync(page, Answer(lines, rejected: own[0]));
        await Expect(page.GetByText("1 dòng bị từ chối")).ToBeVisibleAsync();
        await Expect(page.Locator(".result")).ToBeFocusedAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Hoàn tất");
        await UploadAsync(page, Answer(lines, rejected: own[0]));
        await Expect(page.GetByText($"{lines.Length - 1} dòng đã biết từ trước")).ToBeVisibleAsync();

        await using var partner = await browsing.SignedInAsync(Role.Partner, Look.Phone);
        var mine = await partner.NewPageAsync();
        await mine.OpenAsync(new Uri(browsing.Portal, "partner/withdrawals"));
        await Expect(Row(mine, own[0])).ToContainTextAsync("Trả về số dư");
        await Expect(Row(mine, own[0])).ToContainTextAsync(Reason);
        await Expect(Row(mine, own[1])).ToContainTextAsync("Đã trả");
        await mine.IsAccessibleAsync("withdrawals");
        await mine.OpenAsync(new Uri(browsing.Portal, $"partner/earnings?range=all&q={own[0]}"));
        await Expect(mine.Locator(".list tbody")).ToContainTextAsync("Tiền trả về");

        // the same rows as a file, in which amounts below zero are numbers
        await mine.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Xuất tệp" }).ClickAsync();
        await mine.Locator(".export-sheet").GetByText("CSV", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await Expect(mine.Locator(".sheet a[download]")).ToHaveAttributeAsync(
            "href", new System.Text.RegularExpressions.Regex("format=csv"));
        var entries = await mine.RunAndWaitForDownloadAsync(() => mine.Locator(".sheet a[download]").ClickAsync());
        Assert.Matches("^thu-nhap_[0-9-]+.csv$", entries.SuggestedFilename);
        var rows = (await File.ReadAllTextAsync(await entries.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(await mine.Locator(".list tbody tr").CountAsync(), rows.Length - 1);
        Assert.All(rows.Skip(1), row => Assert.Contains(own[0], row, StringComparison.Ordinal));
        Assert.Contains(rows, row => Regex.IsMatch(row, ",-[0-9]+,"));

        // the bank takes back what it said: finance lists it, and only the approver can accept it
        await UploadAsync(page,
            Answer([lines[0], lines.Single(line => line.Contains(own[1], StringComparison.Ordinal))], rejected: own[1]));
        await Expect(page.Locator("main")).ToContainTextAsync("1 dòng của ngân hàng không khớp");
        await page.OpenAsync(new Uri(browsing.Portal, "finance/reconciliation"));
        await Expect(Row(page, own[1])).ToContainTextAsync(Reason);
        await Expect(Row(page, own[1])).ToContainTextAsync("Chờ kế toán duyệt chi");
        Assert.Equal(0, await Row(page, own[1]).GetByRole(AriaRole.Button).CountAsync());
        await approving.OpenAsync(new Uri(browsing.Portal, "finance/reconciliation"));
        await Accept(approving, own[1]).ClickAsync();
        await Expect(approving.Locator("dialog[open]")).ToContainTextAsync("nay báo tiền quay về");
        await approving.Locator("dialog[open]").ChooseAsync("Lý do", "Đã đối chiếu với sao kê ngân hàng");
        await approving.Locator("dialog[open] textarea").FillAsync("Sao kê ngày 05/07");
        await Button(approving.Locator("dialog[open]"), "Theo ngân hàng").ClickAsync();
        await Expect(Row(approving, own[1])).ToHaveCountAsync(0);
        await mine.OpenAsync(new Uri(browsing.Portal, "partner/withdrawals"));
        await Expect(Row(mine, own[1])).ToContainTextAsync("Trả về số dư");
    }

    [Fact]
    public async Task R6_6_No_batch_before_its_month_is_over_and_a_request_is_taken_back_by_the_API()
    {
        using var client = new HttpClient { BaseAddress = new Uri(browsing.Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Browsing.OperatorKey}");
        var account = await PayeeAsync(client);
        using var asked = await client.PostAsJsonAsync(
            $"partners/{account.Partner}/withdrawals", new { amount = 1_000, bankAccountId = account.Id });
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);

        // the running month has no batch yet, and gets none before it is over
        var month = TimeProvider.System.GetUtcNow().AddHours(7).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        using var early = await client.PostAsJsonAsync("payout-batches", new { month });
        Assert.Equal("month_not_over", JsonNode.Parse(await early.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());

        using var withdrawn = await client.DeleteAsync($"withdrawals/{JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
    }

    [Fact]
    public async Task A_partner_asks_for_money_sees_it_set_aside_and_takes_it_back_by_keyboard_alone()
    {
        await browsing.HasMoneyAsync();
        await using var partner = await browsing.SignedInAsync(Role.Partner);
        var page = await partner.NewPageAsync();
        await page.OpenAsync(new Uri(browsing.Portal, "partner/withdrawals"));
        var main = page.Locator("main");
        var amount = main.GetByLabel("Số tiền", new LocatorGetByLabelOptions { Exact = true });
        await ReachAsync(page, amount);
        await page.Keyboard.TypeAsync("999999999");
        await page.Keyboard.PressAsync("Enter");
        await Expect(main.Locator(".field.wrong")).ToContainTextAsync("Phải từ"); // said at the field, before any question
        Assert.Equal(0, await page.Locator("dialog[open]").CountAsync());
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("300000");
        await page.Keyboard.PressAsync("Enter");
        var question = page.Locator("dialog[open]");
        await Expect(question).ToContainTextAsync("Rút 300.000\u00a0₫?");
        await PressAsync(page, Button(question, "Yêu cầu rút"));

        // money takes a second factor: whoever has none sets one up, and finds what they typed
        await page.IsAccessibleAsync("step-up");
        await PressAsync(page, question.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Cài ứng dụng xác thực" }));
        await page.IsAtAsync("/account/authenticator");
        await browsing.SetUpAppAsync(page, Role.Partner);
        await page.IsAtAsync("/partner/withdrawals$");
        await Expect(amount).ToHaveValueAsync("300.000");
        await PressAsync(page, Button(main, "Yêu cầu rút"));
        await PressAsync(page, Button(question, "Yêu cầu rút"));
        await Expect(main).ToContainTextAsync("Đã nhận yêu cầu rút 300.000\u00a0₫");
        var reference = Reference().Match(await main.InnerTextAsync()).Value;

        await PressAsync(page, main.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Hủy yêu cầu {reference}" }));
        await PressAsync(page, Button(page.Locator("dialog[open]"), "Hủy yêu cầu"));
        await Expect(Row(page, reference)).ToContainTextAsync("Đã hủy");
    }

    /// <summary>Removes the account of some line of the batch; the line's reference.</summary>
    private async Task<string> RemoveAccountAsync(string batch)
    {
        using var client = new HttpClient { BaseAddress = new Uri(browsing.Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Browsing.OperatorKey}");
        var line = JsonNode.Parse(await client.GetStringAsync($"payout-batches/{batch}/lines?state=included"))!["items"]!.AsArray()
            .First(one => one!["payeeName"]!.GetValue<string>() != DemoData.People.MainPartner)!;
        foreach (var account in JsonNode.Parse(
            await client.GetStringAsync($"partners/{line["payeeId"]}/bank-accounts"))!["items"]!.AsArray())
        {
            using var gone = await client.DeleteAsync($"bank-accounts/{account!["id"]}");
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        return line["reference"]!.GetValue<string>();
    }

    private async Task DiscardAsync(IPage page)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "finance/batches?state=made"));
        await page.Locator("tbody a.row-link").First.ClickAsync();
        await Button(page.Locator("main"), "Bỏ lô chi").ClickAsync();
        await Button(page.Locator("dialog[open]"), "Bỏ lô chi").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Đã bỏ lô chi");
    }

    private async Task MakeAsync(IPage page)
    {
        await page.OpenAsync(new Uri(browsing.Portal, "finance/batches"));
        await page.IsAccessibleAsync("batches");
        await Button(page.Locator("main"), "Lập lô chi").First.ClickAsync();
        await Button(page.Locator("dialog[open]"), "Lập lô chi").ClickAsync();
        await page.IsAtAsync("/finance/batches/[0-9a-f-]{36}$");
        await Expect(Button(page.Locator("main"), "Bỏ lô chi")).ToBeVisibleAsync();
    }

    /// <summary>Goes to it by the Tab key, as far as it takes.</summary>
    private static async Task ReachAsync(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var at = 0; at < MostStops; at++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"{target} cannot be reached by Tab.");
    }

    /// <summary>By keyboard alone.</summary>
    private static async Task PressAsync(IPage page, ILocator target)
    {
        await ReachAsync(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task UploadAsync(IPage page, string text) => page.Locator("input[type=file]").TakeFileAsync(
        new FilePayload { Name = "ket-qua.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });

    /// <summary>The bank's file is ours with two more columns.</summary>
    private static string Answer(string[] lines, string rejected) => string.Join(
        "\r\n",
        lines.Select((line, index) => index == 0 ? line + ",Trạng thái,Lý do" : line.Contains(rejected, StringComparison.Ordinal)
            ? $"{line},Thất bại,{Reason}" : line + ",Thành công,"));

    /// <summary>A partner of no programme with some money and an account, so that no minimum stands in the way.</summary>
    private static async Task<(string Partner, string Id)> PayeeAsync(HttpClient client)
    {
        var round = Guid.CreateVersion7().ToString("N")[^7..];
        var partner = await MadeAsync(client, "partners", new
        {
            name = "Trần Chi",
            email = $"chi-{round}@example.vn",
            phone = $"+8490{Convert.ToInt32(round, 16) % 10_000_000:0000000}",
            programs = Array.Empty<string>()
        });
        await client.PostAsJsonAsync($"partners/{partner}/verification", new { identity = "approved", agreementSigned = true });
        await MadeAsync(client, $"partners/{partner}/adjustments", new { gross = 10_000, reason = "Thử" });
        return (partner, await MadeAsync(client, $"partners/{partner}/bank-accounts",
            new { bankCode = "VCB", accountNumber = "0071000" + Convert.ToInt32(round, 16), holderName = "TRAN CHI" }));
    }

    private static async Task<string> MadeAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<string>();
    }

    private static ILocator Accept(IPage page, string reference) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Theo trả lời sau của ngân hàng cho {reference}" });

    private static ILocator Row(IPage page, string reference) => page.Locator("tbody tr", new PageLocatorOptions { HasText = reference });

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });

    [GeneratedRegex("RT[0-9]{4}[2-9A-Z]{8}")]
    private static partial Regex Reference();
}
