using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Web.Components.Shared;

namespace Portal.Web.Tests.Components;

public sealed class FigureTests : ComponentTest
{
    [Fact]
    public void An_amount_is_written_with_a_space_that_does_not_break()
    {
        Assert.Equal("1.234.567\u00a0₫", Drawn(DongAmount.Of(new Dong(1_234_567))).TextContent);
    }

    [Theory, InlineData(5000, "+5.000\u00a0₫", false), InlineData(-5000, "−5.000\u00a0₫", true), InlineData(0, "0\u00a0₫", false)]
    public void A_signed_amount_says_whether_it_came_or_went(long value, string text, bool negative)
    {
        var amount = Drawn(DongAmount.Of(new Dong(value), signed: true));
        Assert.Equal(text, amount.TextContent);
        Assert.Equal(negative, amount.ClassList.Contains("negative"));
    }

    [Fact]
    public void A_missing_amount_is_a_dash_that_says_so() =>
        Assert.Equal("Không có", Drawn(DongAmount.Of(null)).GetAttribute("aria-label"));

    [Fact]
    public void An_instant_is_shown_in_Vietnam_time_and_exact_on_hover()
    {
        var instant = new DateTimeOffset(2024, 6, 11, 18, 30, 5, 250, TimeSpan.Zero);
        var time = Drawn(Instant.Of(instant));

        Assert.Equal("12/06/2024 01:30", time.TextContent);
        Assert.Equal("12/06/2024 01:30:05.25 (giờ Việt Nam, UTC+7)", time.GetAttribute("title"));
        Assert.Equal("2024-06-11T18:30:05.25Z", time.GetAttribute("datetime"));
    }

    [Fact]
    public void A_status_is_a_word_and_an_icon_and_explains_itself_to_the_keyboard()
    {
        var chip = Drawn(StatusChip.Of(OrderStatus.Pending));

        Assert.Equal("Chờ duyệt", chip.TextContent.Trim());
        Assert.NotNull(chip.QuerySelector("svg"));
        Assert.StartsWith("Cửa hàng đã nhận đơn", chip.GetAttribute("aria-description"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reward_that_was_taken_back_looks_cancelled() =>
        Assert.Contains("tone-cancelled", Drawn(StatusChip.Of(RewardState.Reversed)).ClassList);

    [Fact]
    public void A_trace_is_told_step_by_step_with_its_rules()
    {
        TraceStep[] steps = [TraceStep.Of("R1.5", TraceOutcomes.OutsideWindow),
            TraceStep.Of("R1.8", TraceOutcomes.CodeUnknown, ("code", "<b>ABC</b>"))];
        var trace = Render<TracePanel>(p => p.Add(c => c.Steps, steps).Add(c => c.Rules, true));

        Assert.Equal(["R1.5", "R1.8"], trace.FindAll(".rule").Select(rule => rule.TextContent));
        Assert.Equal("Không ai có mã giới thiệu “<b>ABC</b>”.", trace.FindAll("p")[1].TextContent);
        // the numbers of rules mean nothing to partners and shops
        Assert.Empty(Render<TracePanel>(p => p.Add(c => c.Steps, steps)).FindAll(".rule"));
    }

    [Fact]
    public void What_people_wrote_is_text_and_no_markup()
    {
        var chip = Drawn(StatusChip.Of(Tone.Neutral, "<img src=x onerror=alert(1)>", help: "\"><script>alert(2)</script>"));

        Assert.Equal("<img src=x onerror=alert(1)>", chip.TextContent);
        Assert.Equal("\"><script>alert(2)</script>", chip.GetAttribute("aria-description"));
        Assert.Null(chip.QuerySelector("img, script"));
        Assert.Equal("Đơn đã hủy", Drawn(StatusChip.Of(Tone.Neutral, "Đơn đã hủy")).TextContent);
    }

    private IElement Drawn(MarkupString html) => Render(builder => builder.AddContent(0, html)).Find("*");
}
