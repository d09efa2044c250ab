using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;

namespace Portal.App.Orders;

/// <summary>An order with where it stands, how it came there, and what each programme decided about it.</summary>
public sealed record OrderView(
    Guid Id,
    Guid ShopId,
    string ExternalId,
    DateTimeOffset PlacedAt,
    OrderStatus Status,
    string? CancellationReason,
    DateTimeOffset? PaidAt,
    bool HasHeldEvents,
    OrderAmounts Amounts,
    IReadOnlyList<StatusChange> History,
    IReadOnlyList<OrderProgrammeView> Programs);

/// <summary>What a programme decided about an order: for whom, as a stable code, and why.</summary>
public sealed record OrderProgrammeView(
    string Program, Guid? PartnerId, string Decision, IReadOnlyList<TraceStep> Trace, IReadOnlyList<RewardView> Rewards);

/// <summary>What a partner gets for an order, in đồng: before tax, the tax, and after it.</summary>
public sealed record RewardView(string Kind, long Gross, long Tax, long Net, RewardState State);
