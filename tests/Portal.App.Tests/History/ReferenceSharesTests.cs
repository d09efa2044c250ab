using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared.History;
using static Portal.App.Tests.History.HistoryStory;

namespace Portal.App.Tests.History;

/// <summary>The reference reads R3 and R4.1 as they are written; expected values by hand.</summary>
public class ReferenceSharesTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void R3_1_The_last_click_of_thirty_days_decides()
    {
        var decided = new HistoryStory(new ShopAffiliateSettings())
            .Click("an", At(0)).Click("binh", At(1)).Click("owner", At(2)).Click("chi", At(2)).Order("1", At(3)).DecideLast();

        Assert.Equal(("credited", "BINH", 2), (decided.Decision, decided.Partner, decided.Click));
    }

    [Fact]
    public void R3_1_The_window_is_half_open()
    {
        Assert.Equal("credited", Clicked(TimeSpan.FromDays(30) - Millisecond).Decision);
        Assert.Equal("outside_window", Clicked(TimeSpan.FromDays(30)).Decision);
        Assert.Equal("credited", Clicked(TimeSpan.Zero).Decision);
        Assert.Equal("no_click", Clicked(-Millisecond).Decision);

        static DecidedOrder Clicked(TimeSpan before) =>
            new HistoryStory(new ShopAffiliateSettings()).Click("an", At(40) - before).Order("1", At(40)).DecideLast();
    }

    [Fact]
    public void R3_1_Codes_are_not_used()
    {
        Assert.Equal("no_click", new HistoryStory(new ShopAffiliateSettings()).Order("1", At(1), code: "AN").DecideLast().Decision);
        Assert.Equal("AN", new HistoryStory(new ShopAffiliateSettings { AllowCodes = true }).Click("binh", At(0))
            .Order("1", At(1), code: " an ").DecideLast().Partner);
    }

    [Fact]
    public void R1_1_A_robots_click_earns_nothing() =>
        Assert.Equal("no_click",
            new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0), human: false).Order("1", At(1)).DecideLast().Decision);

    [Fact]
    public void R1_4_Of_clicks_at_one_instant_the_later_recorded_decides() =>
        Assert.Equal("BINH",
            new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0)).Click("binh", At(0)).Order("1", At(1)).DecideLast().Partner);

    [Fact]
    public void R1_4_The_visitor_of_the_click_that_is_brought_back_counts() =>
        Assert.Equal("AN", new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0), "w").Order("1", At(1), visitor: null, click: 1)
            .DecideLast().Partner);

    [Fact]
    public void R1_8_An_unknown_code_and_a_strangers_leave_the_click_its_credit()
    {
        foreach (var code in new[] { "KHONGCO", "CHI", "TIEM" })
            Assert.Equal("BINH",
                new HistoryStory(new ReferAFriendSettings()).Click("binh", At(0)).Order("1", At(1), code: code).DecideLast().Partner);
    }

    [Fact]
    public void R1_9_A_partners_own_order_earns_nothing()
    {
        foreach (var (email, phone) in new (
            string?, string?)[] { (" AN@example.vn", null), (null, "0970000001"), ("an.rieng@example.vn", null) })
        {
            var decided = new HistoryStory(new ShopAffiliateSettings()).Click("binh", At(0)).Click("an", At(1))
                .Order("1", At(2), email: email, phone: phone).DecideLast();
            Assert.Equal(("self_referral", null), (decided.Decision, decided.Partner));
        }

        Assert.Equal("AN", new HistoryStory(new ShopAffiliateSettings { AllowSelfReferral = true }).Click("an", At(1))
            .Order("1", At(2), phone: "0970000001").DecideLast().Partner);
    }

    [Fact]
    public void R3_2_Each_line_has_the_rate_of_its_category_of_what_was_paid_for_it()
    {
        var rates = new Rates
        {
            Default = new BasisPoints(500),
            Categories = new Dictionary<string, BasisPoints>(StringComparer.OrdinalIgnoreCase) { ["Điện thoại"] = new(100) },
        };
        var decided = new HistoryStory(new ShopAffiliateSettings { Rates = rates })
            .Click("an", At(0))
            .Order("1", At(1), platform: 60, shop: 40, shipping: 30_000, voucher: 500, points: 100, lines:
            [
                new OrderLine("A", "A", "điện thoại ", 2, new Dong(600), new Dong(200)), // 1000
                new OrderLine("B", "B", null, 1, new Dong(1000), Dong.Zero), // 1000
                new OrderLine("C", "C", "khác", 1, new Dong(1000), Dong.Zero), // 1000
            ])
            .DecideLast();

        // discounts of 100 over three equal lines: 34, 33, 33; 966 at 1 % = 9.66 → 10; 967 at 5 % = 48.35 → 48, twice
        Assert.Equal(106, decided.Gross);
        // R6.2: 10.6 → 11
        Assert.Equal((11, 95), (decided.Tax, decided.Net));
    }

    [Fact]
    public void R3_2_Half_a_dong_is_rounded_away_from_zero() =>
        Assert.Equal(1, new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0)).Order("1", At(1), items: 10).DecideLast().Gross);

    [Fact]
    public void R3_3_The_reward_follows_the_order()
    {
        Assert.Equal("pending", Story().DecideLast().RewardState);
        Assert.Equal("earned", Story().Paid().DecideLast().RewardState);
        Assert.Equal("void", Story().Cancelled().DecideLast().RewardState);
        Assert.Equal("reversed", Story().Paid().Then(OrderEventType.Returned, At(4)).DecideLast().RewardState);

        static HistoryStory Story() => new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0)).Order("1", At(1));
    }

    [Fact]
    public void R4_1_The_window_is_seven_days_and_a_direct_visit_keeps_it()
    {
        Assert.Equal("AN", new HistoryStory(new ReferAFriendSettings()).Click("an", At(0)).Order("1", At(7) - Millisecond)
            .DecideLast().Partner);
        Assert.Equal("outside_window",
            new HistoryStory(new ReferAFriendSettings()).Click("an", At(0)).Order("1", At(7)).DecideLast().Decision);
    }

    [Fact]
    public void R10_1_An_order_keeps_the_version_in_force_when_it_was_placed()
    {
        var story = new HistoryStory(new ShopAffiliateSettings()).From(At(1))
            .Then(At(5), new ShopAffiliateSettings { Rates = new Rates { Default = new BasisPoints(1000) } })
            .Click("an", At(0)).Order("before", At(1).AddTicks(-10)).Order("first", At(1)).Order("still", At(5).AddTicks(-10))
            .Order("then", At(5));
        var decided = story.Decide();

        Assert.Equal(("program_inactive", null), (decided["before"].Decision, decided["before"].Version));
        Assert.Equal((1, 5_000L), (decided["first"].Version, decided["first"].Gross));
        Assert.Equal((1, 5_000L), (decided["still"].Version, decided["still"].Gross));
        Assert.Equal((2, 10_000L), (decided["then"].Version, decided["then"].Gross));
    }
}
