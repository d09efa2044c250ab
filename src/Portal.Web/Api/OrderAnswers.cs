using System.Globalization;
using System.Text.Json.Serialization;
using Portal.App.Attribution.Deciding;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.Web.Api;

/// <summary>An order as the API answers it.</summary>
public sealed record OrderAnswer(
    Guid Id,
    Guid ShopId,
    string ExternalId,
    DateTimeOffset PlacedAt,
    OrderStatus Status,
    string? CancellationReason,
    DateTimeOffset? PaidAt,
    bool HasHeldEvents,
    OrderAmountsBody Amounts,
    IReadOnlyList<StatusChange> History,
    IReadOnlyList<ProgramAnswer> Programs,
    IReadOnlyList<OrderContentAnswer> Contents)
{
    /// <summary>What came back, of an order of which something did; what the customer was charged for it after all discounts.</summary>
    public ReturnedView? Returned { get; init; }

    /// <summary>
    /// What of the order that was sent cannot be used, such as a phone that nobody can read; only in the answer to sending it, and left
    /// out where there is nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OrderWarning>? Warnings { get; init; }

    public static OrderAnswer Of(OrderView order, CultureInfo culture) => new(
        order.Id, order.ShopId, order.ExternalId, order.PlacedAt, order.Status, order.CancellationReason, order.PaidAt,
        order.HasHeldEvents, OrderAmountsBody.Of(order.Amounts), order.History,
        [
            .. order.Programs.Select(programme => ProgramAnswer.Of(programme, culture)),
        ],
        [.. order.Contents.Select(OrderContentAnswer.Of)])
    {
        Returned = order.Returned,
    };
}

/// <summary>One of the contents of an order that was amended, the one that it came with first (R2.7).</summary>
/// <param name="EventId">The amendment that brought it; null for the first.</param>
/// <param name="InForce">True for the one that the order has now.</param>
public sealed record OrderContentAnswer(
    string? EventId, DateTimeOffset At, string By, bool InForce, IReadOnlyList<OrderLineBody> Lines, OrderAmountsBody Amounts)
{
    public static OrderContentAnswer Of(OrderContentView content) => new(
        content.EventId, content.At, content.By, content.InForce,
        [.. content.Lines.Select(
            line => new OrderLineBody(line.Sku, line.Name, line.Quantity, new(line.UnitPrice), line.Category, new(line.Discount)))],
        OrderAmountsBody.Of(content.Amounts));
}

/// <summary>A field that was taken in and cannot be used: the stable code, and the sentence in the caller's language.</summary>
public sealed record OrderWarning(string Field, string Code, string Message);

/// <summary>What a programme decided about an order, and why: for a partner, or about the shop's surcharge.</summary>
[JsonDerivedType(typeof(RewardAnswer))]
[JsonDerivedType(typeof(SurchargeAnswer))]
public abstract record ProgramAnswer(string Program, string Decision, IReadOnlyList<TraceAnswer> Trace)
{
    public static ProgramAnswer Of(OrderProgrammeView programme, CultureInfo culture)
    {
        IReadOnlyList<TraceAnswer> trace =
            [.. programme.Trace.Select(step => new TraceAnswer(step.Rule, step.Outcome, TextCatalog.Of(step, culture)))];
        return programme.Surcharge is { } surcharge
            ? new SurchargeAnswer(
                programme.Program, programme.Decision, trace, surcharge.IntroducedBy, surcharge.FreeOrder, surcharge.Base,
                surcharge.Surcharge, surcharge.PlatformPromotion, surcharge.Reversed)
            : new RewardAnswer(programme.Program, programme.Decision, trace, programme.PartnerId, programme.Rewards, programme.Standing);
    }
}

/// <summary>Whom the order is credited to; nobody's is null.</summary>
/// <param name="Standing">What is left of the decision as the order stands: the decision, or `credited_void` and `credited_reversed` of an
/// order that was cancelled or returned.</param>
public sealed record RewardAnswer(
    string Program, string Decision, IReadOnlyList<TraceAnswer> Trace, Guid? PartnerId, IReadOnlyList<RewardView> Rewards, string Standing)
    : ProgramAnswer(Program, Decision, Trace);

/// <summary>What the shop owes for the order in đồng, and which of its free orders it is (R7).</summary>
/// <param name="Reversed">What the surcharge lost with what came back; base and surcharge are what stands.</param>
public sealed record SurchargeAnswer(
    string Program, string Decision, IReadOnlyList<TraceAnswer> Trace,
    Introducer IntroducedBy, int? FreeOrder, long Base, long Surcharge, long PlatformPromotion, long Reversed)
    : ProgramAnswer(Program, Decision, Trace);

/// <summary>One of the decisions that a programme took about an order over time.</summary>
/// <param name="Number">1 for the first; each replaced the one before it.</param>
/// <param name="InForce">True for the one that counts.</param>
/// <param name="Cause">Why it was decided again, as a stable code; null for the first.</param>
/// <param name="CauseText">The same in the caller's language.</param>
/// <param name="CauseOrder">The number of the order that made the decision before wrong, where it was another one and the caller may know
/// it.</param>
public sealed record DecisionAnswer(
    int Number, bool InForce, DateTimeOffset DecidedAt, string? Cause, string? CauseText, string? CauseOrder, ProgramAnswer Decision)
{
    public static DecisionAnswer Of(DecisionView view, CultureInfo culture) => new(
        view.Number, view.InForce, view.DecidedAt, view.Cause, view.Cause is null ? null : TextCatalog.Word("Cause", view.Cause, culture),
        view.CauseOrder, ProgramAnswer.Of(view.Decision, culture));
}

/// <summary>One step of a decision: the rule, what came of it, and the sentence in the caller's language.</summary>
public sealed record TraceAnswer(string Rule, string Outcome, string Text);

/// <summary>What became of the orders of a batch, in its order.</summary>
public sealed record OrderBatchAnswer(IReadOnlyList<OrderBatchItem> Results);

/// <summary>One order of a batch: the status that it would have been answered with alone, and the order or the problem.</summary>
public sealed record OrderBatchItem(
    string? ExternalId,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderAnswer? Order,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem);
