using System.Text.Json;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared.History;

namespace Portal.App.Tests.History;

/// <summary>Generated histories contain what they are made for.</summary>
public class HistoryGeneratorTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly GeneratedHistory TenThousand = HistoryGenerator.Make(7, 10_000);

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        Assert.Equal(JsonSerializer.Serialize(HistoryGenerator.Make(3, 200)), JsonSerializer.Serialize(HistoryGenerator.Make(3, 200)));
        Assert.NotEqual(JsonSerializer.Serialize(HistoryGenerator.Make(3, 200)), JsonSerializer.Serialize(HistoryGenerator.Make(4, 200)));
    }

    [Fact]
    public void Every_order_and_event_can_be_taken_in()
    {
        Assert.Equal(10_000, TenThousand.Facts.Orders.Count);
        Assert.Equal(10_000, TenThousand.Facts.Orders.DistinctBy(order => (order.Shop, order.Input.ExternalId)).Count());
        foreach (var order in TenThousand.Facts.Orders)
        {
            Assert.Empty(OrderCheck.Check(order.Input, Now));
            Assert.Equal(order.Events.Count, order.Events.DistinctBy(one => one.Id).Count());
            foreach (var one in order.Events)
                Assert.Empty(OrderEventCheck.Check(one, order.Input.PlacedAt, Now, TimeSpan.Zero));
        }
    }

    [Fact]
    public void No_visitor_clicks_more_often_than_is_looked_at() =>
        Assert.True(TenThousand.Facts.Clicks.CountBy(click => click.Visitor).Max(visitor => visitor.Value) <= 200);

    [Fact]
    public void Each_fact_arrives_once_and_events_after_their_order()
    {
        foreach (var arrivals in new[] { TenThousand.InTime, TenThousand.AsArrived })
        {
            var come = new HashSet<int>();
            Assert.Equal(arrivals.Count, arrivals.Select(fact => (fact.Click, fact.Order, fact.Event)).Distinct().Count());
            Assert.Equal(TenThousand.Facts.Clicks.Count + TenThousand.Facts.Orders.Sum(order => order.Events.Count + 1), arrivals.Count);
            foreach (var fact in arrivals.Where(fact => fact.Order is not null))
                Assert.True(fact.Event is null ? come.Add(fact.Order!.Value) : come.Contains(fact.Order!.Value));
        }

        Assert.True(TenThousand.AsArrived.Count(fact => fact.Late) > 500);
    }

    [Fact]
    public void Every_decision_occurs_at_least_thirty_times_in_ten_thousand_orders()
    {
        var decided = Reference.Decide(TenThousand.Facts);
        var counts = decided.CountBy(Case).ToDictionary();
        counts["led by another partner"] = decided.Count(one => one.Trace.Contains(Reference.LedByAnother));
        counts["fifth free order"] = decided.Count(one => one.FreeOrder == 5);

        string[] wanted =
        [
            .. new[] { ProgrammeTemplate.ShopAffiliate, ProgrammeTemplate.ReferAFriend }.SelectMany(template =>
                new[] { "credited", "no_click", "outside_window", "self_referral" }.Select(code => $"{template} {code}")),
            "ShopAffiliate program_inactive",
            .. new[]
            {
                "program_inactive", "no_click", "self_referral", "device_reused_same_day", "device_reused_same_week",
                "not_new_customer", "wrong_pickup_point", "below_minimum", "credited",
            }.Select(code => $"NewCustomer {code}"),
            .. new[] { "before_program", "pending", "void", "reversed", "charged", "free_order" }.Select(code => $"RentalSurcharge {code}"),
            "led by another partner",
            "fifth free order",
        ];
        var rare = wanted.Where(code => counts.GetValueOrDefault(code) < 30).Select(code => $"{code}: {counts.GetValueOrDefault(code)}");
        Assert.True(!rare.Any(), string.Join("; ", rare) + "\n\nAll: "
            + string.Join("; ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key}: {count.Value}")));
    }

    private static string Case(DecidedOrder decided) =>
        $"{TenThousand.Facts.Programmes.First(programme => programme.Code == decided.Program).Template} {decided.Decision}";
}
