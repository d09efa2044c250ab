using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.App.Deciding;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.App.Orders;

/// <summary>How an order's rows read as the domain's facts and as a view.</summary>
internal static class OrderRows
{
    private static readonly JsonSerializerOptions TraceJson = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored, never put into a page as it is
    };

    public static string ToJson(IReadOnlyList<TraceStep> trace) => JsonSerializer.Serialize(trace, TraceJson);

    public static IReadOnlyList<TraceStep> Trace(string json) => JsonSerializer.Deserialize<IReadOnlyList<TraceStep>>(json, TraceJson)!;

    public static OrderEventFact Fact(OrderEventRow row) =>
        new(row.EventId, row.Type, row.Reason, row.Note, row.OccurredAt, row.RecordedAt, row.RecordedBy);

    public static OrderView View(Order order, OrderState state, IReadOnlyList<OrderProgrammeView> programmes) => new(
        order.Id, order.ShopId, order.ExternalId, order.PlacedAt, order.Status, order.CancellationReason, order.PaidAt, order.HasHeldEvents,
        Amounts(order),
        // R2.5: the domain knows who sent each event; who sent the order itself stands in its row
        [.. state.History.Select(change => change.EventId is null ? change with { By = order.ReceivedFrom } : change)],
        programmes);

    /// <summary>A programme's decision as it stands with the order.</summary>
    public static OrderProgrammeView View(
        Order order, OrderDecision decision, string programme, IEnumerable<Reward> rewards, Surcharge? surcharge) => new(
        programme,
        decision.PartnerId,
        surcharge is null ? decision.Code : SurchargeDecisions.Of(decision.Code, order.Status, order.EarnedAt),
        Trace(decision.Trace),
        [.. rewards.Select(View)],
        surcharge is null ? null : View(order, surcharge));

    /// <summary>R7.5: what did not end successful holds no free place, and so has no number among them.</summary>
    private static SurchargeView View(Order order, Surcharge surcharge) => new(
        surcharge.IntroducedBy, order.Status == OrderStatus.Cancelled ? null : surcharge.FreeOrder, surcharge.FreeOrders,
        surcharge.Base, surcharge.Amount, surcharge.PlatformPromotion);

    public static RewardView View(Reward reward) => new(reward.Kind, reward.Gross, reward.Tax, reward.Net, reward.State);

    public static OrderAmounts Amounts(Order order) => new(
        new Dong(order.Items), new Dong(order.Shipping), new Dong(order.PlatformDiscount), new Dong(order.ShopDiscount),
        new Dong(order.Voucher), new Dong(order.Points), new Dong(order.Paid));
}
