using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.Web.Tests.Texts;

public sealed class TextCatalogTests
{
    [Fact]
    public void A_step_says_instants_in_Vietnam_time_and_amounts_in_dong()
    {
        var step = TraceStep.Of(
            "R6.2", TraceOutcomes.TaxWithheld, ("gross", "1234567"), ("tax", "123457"), ("net", "1111110"), ("rateBps", "1000"));

        Assert.Equal("Giữ lại 10% thuế thu nhập cá nhân: 1.234.567\u00a0₫ − 123.457\u00a0₫ = 1.111.110\u00a0₫.",
            TextCatalog.Of(step, TextCatalog.Vietnamese));

        var bound = TraceStep.Of("R1.7", TraceOutcomes.AlreadyBound, ("boundAt", "2024-06-11T18:30:05Z"));
        Assert.Contains("12/06/2024 01:30:05", TextCatalog.Of(bound, TextCatalog.English), StringComparison.Ordinal);
    }

    [Fact]
    public void The_part_about_the_window_is_left_out_where_there_is_none()
    {
        (string, string)[] times = [("clickedAt", "2024-06-11T02:30:00Z"), ("placedAt", "2024-06-12T02:30:00Z")];
        var without = TextCatalog.Of(TraceStep.Of("R1.7", TraceOutcomes.FirstClickBinds, times), TextCatalog.Vietnamese);
        var with = TextCatalog.Of(TraceStep.Of("R1.7", TraceOutcomes.FirstClickBinds,
            [.. times, ("windowDays", "30"), ("leftDays", "29"), ("leftHours", "4"), ("endsAt", "2024-07-11T02:30:00Z")]),
                TextCatalog.Vietnamese);

        Assert.EndsWith("đặt lúc 12/06/2024 09:30:00.", without, StringComparison.Ordinal);
        Assert.Contains("hạn 30 ngày còn 29 ngày 4 giờ", with, StringComparison.Ordinal);
    }

    [Theory, InlineData("550", "5,5%", "5.5%"), InlineData("1000", "10%", "10%"), InlineData("5", "0,05%", "0.05%")]
    public void A_rate_is_written_in_the_language_of_its_reader(string basisPoints, string vietnamese, string english)
    {
        var facts = new Dictionary<string, string> { ["rate"] = basisPoints };
        Assert.Equal(vietnamese, TextTemplate.Fill("{rate:rate}", facts, TextCatalog.Vietnamese));
        Assert.Equal(english, TextTemplate.Fill("{rate:rate}", facts, TextCatalog.English));
    }

    [Fact]
    public void A_fact_that_holds_braces_or_markup_is_shown_as_it_is()
    {
        var step = TraceStep.Of("R1.8", TraceOutcomes.CodeUnknown, ("code", "{count}[<b>]"));
        Assert.Contains("“{count}[<b>]”", TextCatalog.Of(step, TextCatalog.Vietnamese), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_code_without_a_sentence_is_shown_as_the_code() =>
        Assert.Equal("no_longer_known", TextCatalog.Of(TraceStep.Of("R1.1", "no_longer_known"), TextCatalog.Vietnamese));
}
