using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared.History;
using static Portal.App.Tests.History.HistoryStory;

namespace Portal.App.Tests.History;

/// <summary>The reference reads R5 as it is written; expected values by hand. The Sunday of the week is day 6.</summary>
public class ReferenceNewCustomerTests
{
    private static HistoryStory Story(NewCustomerSettings? settings = null) => new(settings ?? new NewCustomerSettings());

    [Fact]
    public void R5_1_A_link_or_a_typed_code_leads_to_a_partner()
    {
        var byLink = Story().Click("an", At(0)).Order("1", At(1)).DecideLast();
        Assert.Equal(("credited", "AN", 1, 20_000L, 2_000L, 18_000L),
            (byLink.Decision, byLink.Partner, byLink.Click, byLink.Gross, byLink.Tax, byLink.Net));

        var byCode = Story().Click("binh", At(0)).Order("1", At(1), code: "an").DecideLast();
        Assert.Equal(("credited", "AN", null), (byCode.Decision, byCode.Partner, byCode.Click));
        Assert.Equal("no_click", Story().Order("1", At(1)).DecideLast().Decision);
        Assert.Equal("no_click", Story(new NewCustomerSettings { AllowCodes = false }).Order("1", At(1), code: "an").DecideLast().Decision);
    }

    [Fact]
    public void R1_7_The_first_click_binds_and_does_not_age() =>
        Assert.Equal("AN", Story().Click("an", At(-200)).Click("binh", At(0)).Order("1", At(1)).DecideLast().Partner);

    [Fact]
    public void R1_7_Another_partner_never_takes_a_customer_over()
    {
        var decided = Story().Click("an", At(0)).Order("1", At(1)).Cancelled().Order("2", At(9), visitor: null, code: "BINH").Cancelled()
            .Click("binh", At(10), "w").Order("3", At(20), visitor: "w").Decide();

        Assert.Equal(("credited", "AN", null), (decided["2"].Decision, decided["2"].Partner, decided["2"].Click));
        Assert.Contains(Reference.LedByAnother, decided["2"].Trace);
        Assert.Equal(("credited", "AN", null), (decided["3"].Decision, decided["3"].Partner, decided["3"].Click));
    }

    [Fact]
    public void R1_7_A_bound_customer_needs_no_click()
    {
        var decided = Story().Click("an", At(0)).Order("1", At(1)).Cancelled().Order("2", At(20), visitor: null).DecideLast();

        Assert.Equal(("credited", "AN"), (decided.Decision, decided.Partner));
        Assert.DoesNotContain(Reference.LedByAnother, decided.Trace);
    }

    [Fact]
    public void R1_7_An_order_that_is_told_later_but_was_placed_earlier_binds()
    {
        var decided = Story().Order("late", At(9), visitor: null, code: "BINH").Order("early", At(1), visitor: null, code: "AN").Cancelled()
            .Decide();

        Assert.Equal("AN", decided["late"].Partner);
        Assert.Equal("AN", decided["early"].Partner);
    }

    [Fact]
    public void R1_7_Of_two_orders_at_one_instant_the_smaller_number_binds() =>
        Assert.Equal("AN", Story().Order("B", At(1), visitor: null, code: "BINH").Cancelled().Order("A", At(1), visitor: null, code: "AN")
            .Cancelled().Decide()["B"].Partner);

    [Fact]
    public void R1_9_A_self_referral_binds_nobody()
    {
        var decided = Story().Order("1", At(1), email: "an@example.vn", visitor: null, code: "AN").Cancelled()
            .Order("2", At(9), visitor: null, code: "BINH", pickup: "DNH-BINH").Decide();

        Assert.Equal("self_referral", decided["1"].Decision);
        Assert.Equal(("credited", "BINH"), (decided["2"].Decision, decided["2"].Partner));
    }

    [Fact]
    public void R5_2_An_earlier_order_of_the_account_makes_the_customer_known() =>
        Assert.Equal("not_new_customer", Story().Order("1", At(1), phone: "0902222222", device: "D2")
            .Order("2", At(20), visitor: null, code: "AN").DecideLast().Decision);

    [Fact]
    public void R5_2_An_earlier_order_of_the_device_makes_the_customer_known() =>
        Assert.Equal("not_new_customer",
            Story().Order("1", At(1), id: "K2", phone: "0902222222").Order("2", At(20), visitor: null, code: "AN").DecideLast().Decision);

    [Fact]
    public void R5_2_A_later_order_and_other_names_do_not()
    {
        Assert.Equal("credited", Story().Order("2", At(1), code: "AN").Order("1", At(20)).Decide()["2"].Decision);
        Assert.Equal("credited",
            Story().Order("1", At(1), id: "K2", phone: "0902222222", device: "D2").Order("2", At(20), code: "AN").DecideLast().Decision);
    }

    [Fact]
    public void R5_2_Who_names_nothing_is_not_shown_to_be_new()
    {
        Assert.Equal("not_new_customer", Story().Order("1", At(1), id: null, phone: null, device: null, code: "AN").DecideLast().Decision);
        Assert.Equal("credited", Story().Order("1", At(1), id: null, phone: null, code: "AN").DecideLast().Decision);
    }

    [Fact]
    public void R5_2_Phone_and_device_are_one_customer_and_another_device_another()
    {
        // the same phone on another device is bound by themselves
        var decided = Story().Order("1", At(1), id: "K1", code: "AN")
            .Order("2", At(20), id: "K2", device: "D2", code: "BINH", pickup: "DNH-BINH").Decide();
        Assert.Equal(("credited", "BINH"), (decided["2"].Decision, decided["2"].Partner));

        // the pair is the customer whatever the account
        Assert.Equal("AN", Story().Order("1", At(1), id: "K1", code: "AN").Cancelled().Order("2", At(20), id: "K2", code: "BINH")
            .DecideLast().Partner);
    }

    [Fact]
    public void R5_3_A_first_order_cancelled_before_payment_leaves_the_next_to_be_first()
    {
        var voided = Story().Order("1", At(1), code: "AN").Cancelled().Order("2", At(20), code: "AN").Paid().Decide();
        Assert.Equal(("credited", "void"), (voided["1"].Decision, voided["1"].RewardState));
        Assert.Equal(("credited", "earned"), (voided["2"].Decision, voided["2"].RewardState));

        var reversed = Story().Order("1", At(1), code: "AN").Paid().Cancelled().Order("2", At(20), code: "AN").Decide();
        Assert.Equal("reversed", reversed["1"].RewardState);
        Assert.Equal("not_new_customer", reversed["2"].Decision);
    }

    [Fact]
    public void R5_4_The_minimum_counts_points_and_vouchers_but_no_shipping_and_no_discount()
    {
        Assert.Equal("credited", Value(platform: 20_000, shop: 10_000, shipping: 15_000, voucher: 60_000, points: 10_000));
        Assert.Equal("below_minimum", Value(platform: 20_001, shop: 10_000, shipping: 15_000));

        static string Value(long platform, long shop, long shipping, long voucher = 0, long points = 0) =>
            Story(new NewCustomerSettings { MinOrderValue = new Dong(70_000) })
                .Order("1", At(1), code: "AN", platform: platform, shop: shop, shipping: shipping, voucher: voucher, points: points)
                .DecideLast().Decision;
    }

    [Fact]
    public void R5_4_The_order_goes_to_the_partners_pickup_point_where_one_is_required()
    {
        Assert.Equal("wrong_pickup_point", Story().Order("1", At(1), code: "AN", pickup: "DNH-BINH").DecideLast().Decision);
        Assert.Equal("wrong_pickup_point", Story().Order("1", At(1), code: "AN", pickup: null).DecideLast().Decision);
        Assert.Equal("credited", Story(new NewCustomerSettings { RequirePickupPoint = false }).Order("1", At(1), code: "AN", pickup: null)
            .DecideLast().Decision);
    }

    [Theory]
    [InlineData(1, 8, 1, 20, "device_reused_same_day")]
    [InlineData(1, 8, 2, 0, "device_reused_same_week")]
    [InlineData(0, 0, 6, 23, "device_reused_same_week")]
    [InlineData(6, 23, 7, 0, "not_new_customer")]
    public void R5_5_A_device_used_by_another_customer_at_the_pickup_point(int day, int hour, int thenDay, int thenHour, string decision) =>
        Assert.Equal(decision, Other(day, hour).Order("2", At(thenDay, thenHour), code: "AN").DecideLast().Decision);

    [Fact]
    public void R5_5_Only_another_customer_at_the_same_pickup_point_whose_order_stands_clashes()
    {
        Assert.Equal("not_new_customer", Other(1, 8, pickup: "DNH-BINH").Order("2", At(1, 9), code: "AN").DecideLast().Decision);
        Assert.Equal("not_new_customer", Story().Order("1", At(1, 8)).Order("2", At(1, 9), code: "AN").DecideLast().Decision);
        Assert.Equal("credited", Other(1, 8).Cancelled().Order("2", At(1, 9), code: "AN").DecideLast().Decision);
        Assert.Equal("device_reused_same_day", Other(1, 8).Paid().Cancelled().Order("2", At(1, 9), code: "AN").DecideLast().Decision);
        Assert.Equal("credited", Other(1, 10).Order("2", At(1, 9), code: "AN").DecideLast().Decision);
        Assert.Equal("device_reused_same_day",
            Other(1, 8, pickup: null).Order("2", At(1, 9), code: "AN", pickup: null).DecideLast().Decision);
    }

    [Fact]
    public void R5_5_The_windows_are_settings()
    {
        var weeks = new NewCustomerSettings { DeviceInvalidWindow = DeviceWindow.Week };
        Assert.Equal("device_reused_same_day", Other(1, 8, settings: weeks).Order("2", At(3), code: "AN").DecideLast().Decision);
        var days = new NewCustomerSettings { DeviceValidWindow = DeviceWindow.Day };
        Assert.Equal("not_new_customer", Other(1, 8, settings: days).Order("2", At(3), code: "AN").DecideLast().Decision);
    }

    [Fact]
    public void R5_6_The_weekly_value_adds_up_the_valid_orders_of_the_week()
    {
        var settings = Tiers(100_000, 10_000, 300_000, 25_000) with { MinOrderValue = new Dong(50_000), TierBasis = TierBasis.WeeklyValue };
        Assert.Equal(10_000, Week().Gross);
        Assert.Equal(25_000, Week(
            story => story.Order("2", At(6, 23), items: 200_000, platform: 20_000, shop: 10_000, voucher: 50_000, shipping: 9_000).Paid()
            .Order("3", At(3), items: 30_000 + 50_000).Paid()).Gross);

        // pending, cancelled, below the minimum, elsewhere, next week, another customer
        Assert.Equal(10_000, Week(story => story.Order("2", At(3), items: 500_000)).Gross);
        Assert.Equal(10_000, Week(story => story.Order("2", At(3), items: 500_000).Paid().Cancelled()).Gross);
        Assert.Equal(10_000, Week(story => story.Order("2", At(3), items: 49_999).Paid().Order("3", At(4), items: 170_000).Paid()).Gross);
        Assert.Equal(10_000, Week(story => story.Order("2", At(3), items: 500_000, pickup: "DNH-BINH").Paid()).Gross);
        Assert.Equal(10_000, Week(story => story.Order("2", At(7), items: 500_000).Paid()).Gross);
        Assert.Equal(10_000, Week(story => story.Order("2", At(3), items: 500_000, phone: "0902222222").Paid()).Gross);

        DecidedOrder Week(Action<HistoryStory>? more = null)
        {
            var story = Story(settings).Order("1", At(1), code: "AN").Paid();
            more?.Invoke(story);
            return story.Decide()["1"];
        }
    }

    [Fact]
    public void R5_7_The_highest_tier_that_is_reached_pays()
    {
        var settings = Tiers(100_000, 10_000, 300_000, 25_000);
        Assert.Equal("below_minimum", Bought(99_999).Decision);
        Assert.Equal(10_000, Bought(100_000).Gross);
        Assert.Equal(10_000, Bought(299_999).Gross);
        Assert.Equal(25_000, Bought(300_000).Gross);

        DecidedOrder Bought(long items) => Story(settings).Order("1", At(1), code: "AN", items: items).DecideLast();
    }

    [Fact]
    public void R5_8_The_reward_is_earned_when_the_payment_is_confirmed()
    {
        Assert.Equal("pending", Story().Order("1", At(1), code: "AN").Then(OrderEventType.Delivered, At(2)).DecideLast().RewardState);
        Assert.Equal("earned", Story().Order("1", At(1), code: "AN").Paid().DecideLast().RewardState);
    }

    private static HistoryStory Other(int day, int hour, string? pickup = "DNH-AN", NewCustomerSettings? settings = null) =>
        Story(settings ?? new NewCustomerSettings { RequirePickupPoint = false })
            .Order("1", At(day, hour), id: "K2", phone: "0902222222", visitor: null, pickup: pickup);

    private static NewCustomerSettings Tiers(long first, long amount, long second, long more) => new()
    {
        Tiers = [new RewardTier(new Dong(first), new Dong(amount)), new RewardTier(new Dong(second), new Dong(more))],
    };
}
