using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Reading;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.App.Orders.Intake;

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
        [.. Trace(decision.Trace), .. Lapse(order, decision, surcharge is not null)],
        [.. rewards.Select(View)],
        surcharge is null ? null : View(order, surcharge),
        Lapsed: surcharge is null && Lapses(order, decision, isSurcharge: false));

    /// <summary>Whether something was decided that the end of the order undid: what is credited, or charged, only counts while the order stands.</summary>
    private static bool Lapses(Order order, OrderDecision decision, bool isSurcharge) => order.Status == OrderStatus.Cancelled
        && (isSurcharge ? decision.Code != SurchargeDecisions.BeforeProgram : decision.Code == Decisions.Credited);

    /// <summary>R3.3, R7.5: the last step of an order that was cancelled or returned, so that no trace ends with an amount that nobody gets.</summary>
    private static IEnumerable<TraceStep> Lapse(Order order, OrderDecision decision, bool isSurcharge)
    {
        if (!Lapses(order, decision, isSurcharge))
            yield break;

        var at = order.StatusAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        yield return (isSurcharge, order.EarnedAt) switch
        {
            (false, null) => TraceStep.Of("R3.3", TraceOutcomes.RewardVoid, ("cancelledAt", at)),
            (false, _) => TraceStep.Of("R3.3", TraceOutcomes.RewardReversed, ("cancelledAt", at)),
            (true, null) => TraceStep.Of("R7.5", TraceOutcomes.SurchargeVoid, ("cancelledAt", at)),
            (true, _) => TraceStep.Of("R7.5", TraceOutcomes.SurchargeReversed, ("cancelledAt", at)),
        };
    }

    /// <summary>R7.5: what did not end successful holds no free place, and so has no number among them.</summary>
    private static SurchargeView View(Order order, Surcharge surcharge) => new(
        surcharge.IntroducedBy, order.Status == OrderStatus.Cancelled ? null : surcharge.FreeOrder, surcharge.FreeOrders,
        surcharge.Base, surcharge.Amount, surcharge.PlatformPromotion);

    public static RewardView View(Reward reward) => new(reward.Kind, reward.Gross, reward.Tax, reward.Net, reward.State);

    public static OrderAmounts Amounts(Order order) => new(
        new Dong(order.Items), new Dong(order.Shipping), new Dong(order.PlatformDiscount), new Dong(order.ShopDiscount),
        new Dong(order.Voucher), new Dong(order.Points), new Dong(order.Paid));
}
