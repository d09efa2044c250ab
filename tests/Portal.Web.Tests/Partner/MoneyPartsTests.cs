using Bunit;
using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;
using Portal.Web.Pages.Partner.Money;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Partner;

/// <summary>Thu nhập and thuế: what came in and went out, month by month, and how far it is to the threshold.</summary>
public sealed class MoneyPartsTests : ComponentTest
{
    [Theory]
    [InlineData(7_260_000, "0.9524", "0.2624", true)]
    [InlineData(500_000, "0.1875", "0.75", false)]
    [InlineData(-30_000, "0", "0.75", false)]
    public void The_threshold_is_a_mark_on_the_bar_however_far_the_amount_goes(long amount, string part, string mark, bool reached)
    {
        var bar = Render<ThresholdBar>(p => p.Add(b => b.Value, amount).Add(b => b.Threshold, 2_000_000).Add(b => b.Label, "Thu nhập"));

        Assert.Equal($"--part: {part}; --mark: {mark}", bar.Find("[role=meter]").GetAttribute("style"));
        Assert.Equal(reached, bar.Find(".threshold-bar").ClassList.Contains("reached"));
        Assert.Equal("Ngưỡng 2.000.000 ₫", Words(bar.Find(".threshold-mark").TextContent));
    }

    [Fact]
    public void R6_4_What_is_held_is_split_by_month_and_adds_up()
    {
        var june = new DateOnly(2024, 6, 1);
        var policy = new TaxPolicy(
            TaxBasis.CalendarMonth, new Dong(2_000_000), new BasisPoints(1000), june.AddYears(-1), null, "Thông tư 111/2013");
        var waiting = new WaitingTax(june.AddMonths(-1), 120_000, new PromisedDay(new DateOnly(2024, 6, 10), 2, WaitsFor.Finance));
        var meter = new TaxMeter(june, 500_000, 50_000, policy, 0, null, PayeeType.Individual, true, false, [waiting]);

        var panel = Render<TaxMeterPanel>(p => p.Add(m => m.Meter, meter));
        var small = Render<TaxMeterPanel>(p => p.Add(m => m.Meter, meter).Add(m => m.Small, true));

        Assert.Equal(["120.000 ₫", "50.000 ₫", "170.000 ₫"], panel.FindAll("table td").Select(cell => Words(cell.TextContent)));
        Assert.Contains("quyết toán chậm nhất 10/06/2024", panel.FindAll("tbody th")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("trả lại ngày 01/07/2024", panel.FindAll("tbody th")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(small.FindAll("table"));
        Assert.Contains("120.000 ₫", Words(small.Markup), StringComparison.Ordinal);
    }

    [Fact]
    public void R6_1_In_less_out_is_what_is_left_and_tax_is_taken_away()
    {
        var flow = Render<MoneyFlow>(p => p.Add(f => f.Period, "tháng này").Add(f => f.Sums, new Dictionary<EntryReason, LedgerAmounts>
        {
            [EntryReason.Reward] = Of(earned: -100_000, available: 90_000, tax: 10_000),
            [EntryReason.Reversal] = Of(earned: 20_000, available: -18_000, tax: -2_000),
            [EntryReason.Reserved] = new() { Available = new Dong(-30_000), Reserved = new Dong(30_000) },
            [EntryReason.PaidOut] = new() { Reserved = new Dong(-30_000), PaidOut = new Dong(30_000) },
        }));

        Assert.Equal(
            ["Thưởng +100.000 ₫", "Thu hồi thưởng −20.000 ₫", "Thuế TNCN −8.000 ₫", "Thu nhập sau thuế +72.000 ₫",
                "Đã trả về tài khoản ngân hàng −30.000 ₫", "Tiền ra −30.000 ₫", "Còn lại +42.000 ₫"],
            flow.FindAll("tr").Select(
                row => Words($"{row.QuerySelector("th")!.FirstChild!.TextContent} {row.QuerySelector("td")!.TextContent}")));
        Assert.Equal("Khả dụng +42.000 ₫", Words(flow.Find("tfoot small").TextContent));
        Assert.Equal("/partner/earnings?reason=reward", Opened(flow).GetAttribute("href"));
    }

    [Fact]
    public void The_chart_stacks_programmes_and_compares_with_the_year_before()
    {
        var june = new DateOnly(2024, 6, 1);
        var chart = Render<EarningsByMonth>(p => p.Add(c => c.Last, june).Add(c => c.Months,
            [new MonthEarned(june, "VNPT Shop", 70_000), new MonthEarned(june, "Thuê Đồ", 30_000), new MonthEarned(june, null, -5_000),
                new MonthEarned(june.AddYears(-1), "Thuê Đồ", 40_000)]));

        Assert.Equal(["VNPT Shop 70.000 ₫", "Chương trình khác 25.000 ₫", "Cùng kỳ năm trước 40.000 ₫"],
            chart.FindAll(".keys li").Select(key => Words(key.TextContent)));
        Assert.Equal(12, chart.FindAll(".columns-chart g").Count);
        Assert.Single(chart.FindAll("line.before"));
        Assert.Equal(["06/2024", "70.000 ₫", "30.000 ₫", "−5.000 ₫", "95.000 ₫", "40.000 ₫"],
            chart.FindAll("tbody tr > *").Select(cell => Words(cell.TextContent)));
        Assert.Equal(["Kỳ", "VNPT Shop", "Thuê Đồ", "Điều chỉnh", "Tổng cộng", "Cùng kỳ năm trước"],
            chart.FindAll("thead th").Select(cell => cell.TextContent));
    }

    private AngleSharp.Dom.IElement Opened(IRenderedComponent<MoneyFlow> flow)
    {
        Open("partner/earnings");
        flow.Render();
        return flow.Find("th a");
    }

    private static LedgerAmounts Of(long earned, long available, long tax) =>
        new() { Earned = new Dong(earned), Available = new Dong(available), TaxWithheld = new Dong(tax) };

    private static string Words(string text) =>
        string.Join(' ', text.Split([' ', '\u00a0', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
