using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Reading;

/// <summary>How decisions, with their rewards and surcharges, read as what an order's view shows of them.</summary>
internal static class DecisionViews
{
    private static readonly JsonSerializerOptions TraceJson = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored, never put into a page as it is
    };

    public static string ToJson(IReadOnlyList<TraceStep> trace) => JsonSerializer.Serialize(trace, TraceJson);

    public static IReadOnlyList<TraceStep> Trace(string json) => JsonSerializer.Deserialize<IReadOnlyList<TraceStep>>(json, TraceJson)!;

    /// <summary>A programme's decision as it stands with the order.</summary>
    public static OrderProgrammeView View(
        Order order, OrderDecision decision, string programme, IEnumerable<Reward> rewards, Surcharge? surcharge) => new(
        programme,
        decision.PartnerId,
        surcharge is null ? decision.Code : SurchargeDecisions.Of(decision.Code, order.Status, order.EarnedAt),
        [.. Trace(decision.Trace), .. Returned(order, decision, surcharge is not null), .. Lapse(order, decision, surcharge is not null)],
        [.. rewards.Select(View)],
        surcharge is null ? null : View(order, surcharge),
        Lapsed: surcharge is null && Lapses(order, decision, isSurcharge: false));

    /// <summary>R2.6: what came back since, where the decision stands as it is.</summary>
    private static IEnumerable<TraceStep> Returned(Order order, OrderDecision decision, bool isSurcharge)
    {
        var amount = order.ReturnedAmount.ToString(CultureInfo.InvariantCulture);
        if (order.ReturnedAmount > 0 && (isSurcharge || decision.PartnerId is not null)
            && Trace(decision.Trace).LastOrDefault(step => step.Rule == "R2.6")?.Facts["amount"] != amount)
        {
            var stands = order.Items - order.PlatformDiscount - order.ShopDiscount - order.ReturnedAmount;
            yield return TraceStep.Of("R2.6", TraceOutcomes.ValueReturnedInPart,
                ("amount", amount), ("standing", stands.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>
    /// Whether something was decided that the end of the order undid: what is credited, or charged, only counts while the order stands.
    /// </summary>
    private static bool Lapses(Order order, OrderDecision decision, bool isSurcharge) => order.Status == OrderStatus.Cancelled
        && (isSurcharge ? decision.Code != SurchargeDecisions.BeforeProgram : decision.Code == Decisions.Credited);

    /// <summary>
    /// R3.3, R7.5: the last step of an order that was cancelled or returned, so that no trace ends with an amount that nobody gets.
    /// </summary>
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
        surcharge.Base, surcharge.Amount, surcharge.PlatformPromotion, surcharge.Reversed);

    public static RewardView View(Reward reward) => new(
        reward.Kind, reward.Gross + reward.ReversedGross, reward.Tax + reward.ReversedTax, reward.Net, reward.State, reward.ReversedGross,
        reward.ReversedTax);
}
