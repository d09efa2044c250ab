using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using static Portal.App.Tests.History.HistoryStory;
using static Portal.Domain.Orders.OrderEventType;

namespace Portal.App.Tests.History;

/// <summary>The reference reads R2 as it is written. The state of the reward tells that of the order (R3.3).</summary>
public class ReferenceEventsTests
{
    [Fact]
    public void R2_1_Pending_then_successful_or_cancelled()
    {
        Assert.Equal("pending", After());
        Assert.Equal("pending", After((Delivered, 2)));
        Assert.Equal("earned", After((Paid, 2)));
        Assert.Equal("void", After((Cancelled, 2)));
        Assert.Equal("reversed", After((Paid, 2), (Returned, 3)));
        Assert.Equal("void", After((Returned, 3)));
    }

    [Fact]
    public void R2_1_A_payment_after_the_cancellation_waits_until_the_order_is_reinstated()
    {
        Assert.Equal("void", After((Cancelled, 2), (Paid, 3)));
        Assert.Equal("earned", After((Cancelled, 2), (Paid, 3), (Reinstated, 4)));
        Assert.Equal("reversed", After((Cancelled, 2), (Paid, 3), (Reinstated, 4), (Returned, 5)));
    }

    [Fact]
    public void R2_1_A_reinstated_order_is_pending_again_even_if_it_had_been_paid()
    {
        Assert.Equal("pending", After((Paid, 2), (Cancelled, 3), (Reinstated, 4)));
        Assert.Equal("earned", After((Paid, 2), (Cancelled, 3), (Reinstated, 4), (Paid, 5)));
        Assert.Equal("reversed", After((Paid, 2), (Cancelled, 3), (Reinstated, 4), (Cancelled, 5)));
        Assert.Equal("pending", After((Reinstated, 2)));
        Assert.Equal("void", After((Reinstated, 2), (Cancelled, 3)));
    }

    [Fact]
    public void R2_4_The_state_follows_from_when_things_occurred()
    {
        Assert.Equal("earned", After((Reinstated, 4), (Paid, 3), (Cancelled, 2)));
        Assert.Equal("reversed", After((Cancelled, 3), (Paid, 2)));
    }

    [Fact]
    public void R2_4_At_one_instant_a_payment_comes_first_and_a_reinstatement_last()
    {
        Assert.Equal("reversed", After((Cancelled, 2), (Paid, 2)));
        Assert.Equal("pending", After((Reinstated, 2), (Cancelled, 2), (Paid, 2)));
        Assert.Equal("reversed", After((Reinstated, 3), (Cancelled, 2), (Paid, 3), (Returned, 4)));
    }

    [Fact]
    public void R2_4_The_same_id_is_applied_once()
    {
        var story = new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0)).Order("1", At(1))
            .Then(Paid, At(2), "p").Then(Cancelled, At(3), "c").Then(Reinstated, At(4), "r").Then(Paid, At(2), "p");

        Assert.Equal("pending", story.DecideLast().RewardState);
    }

    private static string? After(params (OrderEventType Type, int Day)[] events)
    {
        var story = new HistoryStory(new ShopAffiliateSettings()).Click("an", At(0)).Order("1", At(1));
        foreach (var (type, day) in events)
            story.Then(type, At(day));
        return story.DecideLast().RewardState;
    }
}
