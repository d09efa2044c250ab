using System.Globalization;
using System.Text.Json.Serialization;
using Portal.App.Orders;
using Portal.App.Texts;
using Portal.Domain.Orders;

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
    IReadOnlyList<OrderProgramAnswer> Programs)
{
    public static OrderAnswer Of(OrderView order, CultureInfo culture) => new(
        order.Id, order.ShopId, order.ExternalId, order.PlacedAt, order.Status, order.CancellationReason, order.PaidAt,
        order.HasHeldEvents, OrderAmountsBody.Of(order.Amounts), order.History,
        [
            .. order.Programs.Select(programme => new OrderProgramAnswer(
                programme.Program, programme.PartnerId, programme.Decision,
                [.. programme.Trace.Select(step => new TraceAnswer(step.Rule, step.Outcome, TextCatalog.Of(step, culture)))],
                programme.Rewards)),
        ]);
}

/// <summary>What a programme decided about an order, and why.</summary>
public sealed record OrderProgramAnswer(
    string Program, Guid? PartnerId, string Decision, IReadOnlyList<TraceAnswer> Trace, IReadOnlyList<RewardView> Rewards);

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
