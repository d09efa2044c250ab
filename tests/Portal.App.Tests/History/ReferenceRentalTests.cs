using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using static Portal.App.Tests.History.HistoryStory;

namespace Portal.App.Tests.History;

/// <summary>The reference reads R7.1–R7.6 as they are written; expected values by hand.</summary>
public class ReferenceRentalTests
{
    private static HistoryStory Story(ShopKind kind = ShopKind.Professional, DateOnly? opened = null) =>
        new(new RentalSurchargeSettings()) { Kind = kind, OpenedOn = opened ?? new DateOnly(2022, 6, 1) };

    [Fact]
    public void R7_1_An_individual_owner_pays_on_every_order()
    {
        var decided = Story(ShopKind.Individual).Order("1", At(1), code: "TIEM").Paid().DecideLast();

        Assert.Equal(("charged", "owner", null, 9_000L), (decided.Decision, decided.IntroducedBy, decided.FreeOrder, decided.Surcharge));
    }

    [Fact]
    public void R7_2_A_customer_of_the_platform_costs_from_the_first_order()
    {
        var decided = Story().Click("an", At(0)).Order("1", At(1)).Paid().DecideLast();

        Assert.Equal(("charged", "platform", null, 9_000L), (decided.Decision, decided.IntroducedBy, decided.FreeOrder, decided.Surcharge));
    }

    [Fact]
    public void R7_2_A_customer_of_the_owner_costs_from_the_sixth_order()
    {
        var decided = Paid(Story(), 7).Decide();

        for (var i = 1; i <= 5; i++)
            Assert.Equal(("free_order", i, 0L), (decided[$"{i}"].Decision, decided[$"{i}"].FreeOrder, decided[$"{i}"].Surcharge));
        Assert.Equal(("charged", null, 9_000L), (decided["6"].Decision, decided["6"].FreeOrder, decided["6"].Surcharge));
        Assert.Equal("charged", decided["7"].Decision);
    }

    [Fact]
    public void R7_2_Each_customer_has_his_own_free_orders() =>
        Assert.Equal(1, Paid(Story(), 6).Order("other", At(30), id: "K2", code: "TIEM").Paid().DecideLast().FreeOrder);

    [Fact]
    public void R7_3_The_platforms_discount_is_added_back_and_the_owners_is_not()
    {
        var platform = Story().Order("1", At(1), platform: 25_000).Paid().DecideLast();
        Assert.Equal((100_000L, 9_000L), (platform.Base, platform.Surcharge));
        var owner = Story().Order("1", At(1), shop: 30_000, shipping: 20_000).Paid().DecideLast();
        Assert.Equal((70_000L, 6_300L), (owner.Base, owner.Surcharge));
        // 50 at 9 % is 4.5
        Assert.Equal(5, Story().Order("1", At(1), items: 50).Paid().DecideLast().Surcharge);
    }

    [Theory]
    [InlineData("2022-05-16", "2022-05-15T23:59:59+07:00", true)]
    [InlineData("2022-05-16", "2022-05-16T00:00:00+07:00", false)]
    [InlineData("2022-05-15", "2022-12-31T23:59:59+07:00", true)]
    [InlineData("2022-05-15", "2023-01-01T00:00:00+07:00", false)]
    public void R7_4_In_force_from_a_day_that_depends_on_the_shops_opening(string opened, string placed, bool before)
    {
        var decided = Story(opened: DateOnly.Parse(opened, CultureInfo.InvariantCulture))
            .Order("1", DateTimeOffset.Parse(placed, CultureInfo.InvariantCulture)).Paid().DecideLast();

        Assert.Equal(before ? "before_program" : "charged", decided.Decision);
        Assert.Equal(before ? 0 : 9_000, decided.Surcharge);
    }

    [Fact]
    public void R7_4_Earlier_orders_do_not_count_among_the_five()
    {
        var early = LocalCalendar.StartOf(new DateOnly(2022, 5, 10));
        var decided = Story(opened: new DateOnly(2022, 5, 16)).Order("early", early, code: "TIEM").Then(OrderEventType.Paid, At(0))
            .Order("1", At(1)).Paid().DecideLast();

        Assert.Equal(("free_order", 1, "owner"), (decided.Decision, decided.FreeOrder, decided.IntroducedBy));
    }

    [Fact]
    public void R7_5_Only_orders_that_end_successful_take_a_place()
    {
        var decided = Story().Order("1", At(1), code: "TIEM").Order("2", At(2)).Cancelled().Order("3", At(3)).Paid().Decide();

        Assert.Equal(("pending", 1), (decided["1"].Decision, decided["1"].FreeOrder));
        Assert.Equal("void", decided["2"].Decision);
        Assert.Equal(("free_order", 1), (decided["3"].Decision, decided["3"].FreeOrder));
    }

    [Fact]
    public void R7_5_A_return_frees_the_place_for_orders_placed_afterwards()
    {
        var story = Story().Order("1", At(1), code: "TIEM").Paid().Then(OrderEventType.Returned, At(10)).Order("2", At(2)).Paid()
            .Order("3", At(10)).Paid().Order("4", At(11)).Paid();
        var decided = story.Decide();

        Assert.Equal(("reversed", 1), (decided["1"].Decision, decided["1"].FreeOrder));
        Assert.Equal(2, decided["2"].FreeOrder);
        Assert.Equal(2, decided["3"].FreeOrder);
        Assert.Equal(3, decided["4"].FreeOrder);
    }

    [Fact]
    public void R7_5_A_charged_order_holds_no_place_and_is_not_recomputed()
    {
        var story = Story().Order("1", At(1), code: "TIEM").Paid().Then(OrderEventType.Returned, At(10));
        for (var i = 2; i <= 6; i++)
            story.Order(i.ToString(CultureInfo.InvariantCulture), At(i)).Paid();
        var decided = story.Order("7", At(11)).Paid().Order("8", At(12)).Paid().Decide();

        Assert.Equal(("charged", null), (decided["6"].Decision, decided["6"].FreeOrder));
        Assert.Equal(("free_order", 5), (decided["7"].Decision, decided["7"].FreeOrder));
        Assert.Equal("charged", decided["8"].Decision);
    }

    [Fact]
    public void R7_2_An_order_of_nobody_is_not_counted_as_anybodys_first()
    {
        var decided = Story().Order("1", At(1), id: null, phone: null, code: "TIEM").Paid().DecideLast();

        Assert.Equal(("charged", "owner", null), (decided.Decision, decided.IntroducedBy, decided.FreeOrder));
    }

    [Fact]
    public void R7_5_A_return_reverses_the_surcharge() =>
        Assert.Equal(("reversed", 9_000L), Story().Order("1", At(1)).Paid().Then(OrderEventType.Returned, At(3)).DecideLast() is var it
            ? (it.Decision, it.Surcharge) : default);

    [Fact]
    public void R7_6_The_first_order_decides_who_introduced_the_customer()
    {
        Assert.Equal("owner", Introduced(Story().Click("owner", At(-90)).Order("1", At(1))));
        Assert.Equal("owner", Introduced(Story().Order("1", At(1), code: " tiem")));
        Assert.Equal("platform", Introduced(Story().Order("1", At(1)).Order("2", At(2), code: "TIEM")));
        Assert.Equal("owner", Introduced(Story().Order("1", At(1), code: "TIEM").Cancelled().Click("an", At(2)).Order("2", At(3))));
        Assert.Equal("platform", Introduced(Story().Click("owner", At(1).AddMilliseconds(1)).Order("1", At(1))));
        Assert.Equal("platform", Introduced(Story().Click("owner", At(0), human: false).Click("an", At(0)).Order("1", At(1), code: "AN")));
        Assert.Equal("platform",
            Introduced(Story().Order("told first", At(2), code: "TIEM").Order("placed first", At(1)).Order("3", At(5))));

        static string? Introduced(HistoryStory story) => story.DecideLast().IntroducedBy;
    }

    private static HistoryStory Paid(HistoryStory story, int orders)
    {
        for (var i = 1; i <= orders; i++)
            story.Order(i.ToString(CultureInfo.InvariantCulture), At(i), code: i == 1 ? "TIEM" : null).Paid();
        return story;
    }
}
