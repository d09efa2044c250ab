using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Web.Pages.Finance;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.FinancePages;

/// <summary>Finance's pages over a real database.</summary>
public sealed class FinancePageTests : ComponentTest
{
    private World world = null!;
    private BunitAuthorizationContext visitor = null!;

    static FinancePageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R6_4_A_month_says_how_many_partners_its_close_put_aside_and_links_to_why()
    {
        var (ill, well) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        await world.IsOwedAsync(ill, 2_000_000);
        await world.IsOwedAsync(well, 2_000_000);
        world.NextMonth();
        await world.AilsAsync(ill.Id);
        await world.ClosesAsync();

        var page = Visit<Months>(Role.Finance, "finance/months?month=2026-06");

        page.WaitForAssertion(
            () => Assert.Contains("của 1 cộng tác viên", page.Find(".notice.tone-waiting").TextContent, StringComparison.Ordinal));
        Assert.Equal("/admin/failed-work?kind=MonthPartner", page.Find(".notice.tone-waiting a").GetAttribute("href"));
        Assert.Contains("1/2", page.Find("p[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R6_6_A_batch_says_before_the_click_that_it_pays_the_reader()
    {
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        var page = Visit<BatchPage>(Role.FinanceApprover, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.False(page.Find(".actions .button.primary").HasAttribute("disabled")));

        await using (var db = await world.DbAsync())
        {
            db.Memberships.Add(new Membership
            {
                Id = Ids.New(world.Clock),
                UserId = world.Approver().ClientId,
                Role = Role.Partner,
                PartnerId = payee.Partner.Id,
                CreatedAt = World.Start,
            });
            await db.SaveChangesAsync();
        }

        page = Visit<BatchPage>(Role.FinanceApprover, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.Contains("trả tiền cho chính bạn", page.Find("#why-not").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".actions .button.primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task R6_6_A_batch_says_what_to_look_at_whom_it_waits_for_and_has_one_strong_button()
    {
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        await world.AsksAsync(payee, 200_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        var page = Visit<BatchPage>(Role.FinanceApprover, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));

        page.WaitForAssertion(() => Assert.Contains("kế toán duyệt chi", page.Find(".waits-for").TextContent, StringComparison.Ordinal));
        Assert.Contains("2 dòng chi cho cùng một người", page.Find(".review .warned").TextContent, StringComparison.Ordinal);
        Assert.Contains("500.000", page.FindAll(".review li")[2].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/finance/batches/{batch.Id}?check=samepayee", page.Find(".review .warned a").GetAttribute("href"));
        Assert.Equal("Duyệt lô chi", Assert.Single(page.FindAll(".button.primary, .button.danger")).TextContent);
    }

    [Fact]
    public async Task R6_6_A_batch_shows_hash_count_and_total_before_its_file_and_what_was_sent_after()
    {
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var page = Visit<BatchPage>(Role.Finance, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".bank-files li").Count));
        Assert.Equal(["1", "300000"], page.FindAll(".compare [data-copy]").Select(copy => copy.GetAttribute("data-copy")));
        Assert.Equal("Tải Excel", Assert.Single(page.FindAll(".button.primary")).TextContent.Trim());
        Assert.Contains("Sẽ chi", page.Find("tbody").TextContent, StringComparison.Ordinal);

        var file = (await world.Get<ExportPayoutBatch>()
            .RunAsync(world.Finance(), batch.Id, new ExportPayoutBatch.Input(BankFileFormat.Xlsx), default)).Value;
        Assert.Equal(file.Sha256, page.Find(".bank-files [data-copy]").GetAttribute("data-copy"));
        page = Visit<BatchPage>(Role.Finance, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.Contains("Đã gửi ngân hàng", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("còn 1 dòng", page.Find(".waits-for").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".button.primary"));
    }

    [Fact]
    public async Task R6_6_Chosen_lines_are_held_with_a_reason_from_the_list_and_a_word_of_ones_own()
    {
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        var page = Visit<BatchPage>(Role.Finance, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForElement("tbody input[type=checkbox]").Change(true);
        page.WaitForElement(".bulk .actions .button").Click();

        await ChooseAsync(page, "Lý do", "Cần xác minh tài khoản nhận");
        await page.Find("dialog textarea").ChangeAsync("gọi lại thứ Hai");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() =>
            Assert.Contains("Cần xác minh tài khoản nhận: gọi lại thứ Hai", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("Đã đổi 1 dòng", page.Find(".result").TextContent, StringComparison.Ordinal);
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public async Task R6_4_After_a_close_one_block_has_the_result_and_the_next_steps_and_the_focus()
    {
        await world.IsOwedAsync(await world.HasPartnerAsync(), 3_000_000);
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var page = Visit<Months>(Role.Finance, "finance/months");
        page.WaitForElement(".button.primary").Click();
        page.WaitForElement("dialog .button.primary").Click();

        var block = page.WaitForElement(".month-result");
        Assert.Contains("Tháng 06/2026 đã chốt", block.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nộp 300.000", block.TextContent, StringComparison.Ordinal);
        Assert.Equal("300000", block.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
        Assert.Contains("1 yêu cầu, 300.000", block.QuerySelector(".next-steps")!.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => JSInterop.VerifyFocusAsyncInvoke());
    }

    [Fact]
    public async Task Money_in_and_out_stands_in_a_chart_and_in_the_table_behind_it()
    {
        await world.IsOwedAsync(await world.HasPartnerAsync(), 3_000_000);
        world.NextMonth();
        await world.ClosesAsync();

        var page = Visit<ToDo>(Role.Finance, "finance");

        page.WaitForAssertion(() => Assert.Equal(12, page.FindAll(".chart .columns-chart g").Count));
        var row = page.FindAll(".chart tbody tr").Single(one => one.QuerySelector("th")!.TextContent == "06/2026");
        Assert.Contains("3.000.000", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".chart g"),
            column => column.GetAttribute("data-tip")!.StartsWith("06/2026: vào 3.000.000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R6_1_The_trial_balance_stands_on_a_tab_of_the_ledger_now_and_at_the_end_of_a_day()
    {
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.RecordedAsync(shop, world.Rental("T-1", "khach-1", platform: 25_000));
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        await world.EarnsAsync(await world.HasEarnerAsync(), 100_000);

        var page = Visit<Ledger>(Role.Finance, "finance/ledger?tab=trial");

        page.WaitForAssertion(() => Assert.Equal(
            ["Phải trả chủ tiệm", "16.000"],
            Cells(page, "Phải trả chủ tiệm").Where(text => text.Length > 1).Select(text => text.Split('\u00a0')[0])));
        Assert.Contains("125.000", page.Find("tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains("sổ cái cân", page.Find(".notice.tone-success").TextContent, StringComparison.Ordinal);

        var yesterday = LocalCalendar.Day(world.Clock.GetUtcNow()).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"finance/ledger?tab=trial&asOf={yesterday}");
        page.WaitForAssertion(() => Assert.DoesNotContain("16.000", page.Find("tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_of_shops_stand_in_the_ledger_beside_those_of_partners_and_can_be_chosen()
    {
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.RecordedAsync(shop, world.Rental("T-1", "khach-1", platform: 25_000));
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        await world.EarnsAsync(await world.HasEarnerAsync(), 100_000);

        var page = Visit<Ledger>(Role.Finance, "finance/ledger?range=all");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Services.GetRequiredService<NavigationManager>().NavigateTo("finance/ledger?range=all&holder=shop");

        page.WaitForAssertion(
            () => Assert.Contains(shop.Name, Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Contains("16.000", page.Find("tfoot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_finds_its_partner_without_marks_and_joins_its_reason()
    {
        var partner = await world.HasPartnerAsync();
        var page = Visit<Ledger>(Role.Finance, "finance/ledger?tab=adjustments");
        var field = page.WaitForElement("form.form label[for]");
        var shown = Floating;
        var input = page.Find($"#{field.GetAttribute("for")}");
        await input.InputAsync(partner.NameSearch);
        shown.WaitForElement(".mud-list-item").Click();
        await page.Find("input[data-amount=signed]").ChangeAsync("-4.000");
        await ChooseAsync(page, "Lý do", "Thu hồi thưởng ghi thừa");
        page.Find("form.form").Submit();
        page.WaitForElement("dialog .button.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("Thu hồi thưởng ghi thừa", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("−4.000", page.Find("tfoot").TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cells(IRenderedComponent<Ledger> page, string account) => page.FindAll("tbody tr")
        .Single(row => row.TextContent.Contains(account, StringComparison.Ordinal)).Children.Select(cell => cell.TextContent.Trim());

    private IRenderedComponent<TPage> Visit<TPage>(Role role, string address, params (string Name, object Value)[] parameters)
        where TPage : IComponent
    {
        visitor.SetAuthorized(role.ToString()).SetPolicies([.. Permission.Of(role)]).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, world.SomebodyOf(role).ClientId.ToString()),
            new Claim(PortalClaims.Name, role.ToString()),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"));
        Open(address);
        return Render<TPage>(page =>
        {
            foreach (var (name, value) in parameters)
                page.TryAdd(name, value);
        });
    }
}
