using Portal.App.Orders.Intake;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;

namespace Portal.App.Orders.Reading;

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
    IReadOnlyList<OrderProgrammeView> Programs)
{
    /// <summary>
    /// All contents that it had, the one that it came with first; none while it was never amended, and none for a partner (R2.7).
    /// </summary>
    public IReadOnlyList<OrderContentView> Contents { get; init; } = [];

    /// <summary>What came back (R2.6); null where nothing did.</summary>
    public ReturnedView? Returned { get; init; }

    /// <summary>What the customer was charged for the goods that did not come back (R2.6).</summary>
    public Dong Standing() => Amounts.Charged - new Dong(Returned?.Amount ?? 0);
}

/// <summary>What of an order came back, in part or all of it; đồng.</summary>
/// <param name="Amount">What the customer was charged for it after all discounts.</param>
public sealed record ReturnedView(IReadOnlyList<ReturnedLineView> Lines, long Amount);

/// <summary>What of a line came back; no pieces where only an amount was named.</summary>
public sealed record ReturnedLineView(string Sku, string Name, int Quantity, long Amount);

/// <summary>What a programme decided about an order: for whom, as a stable code, and why.</summary>
/// <param name="Decision">One of <see cref="Decisions"/>; of a surcharge, one of <see cref="SurchargeDecisions"/> as the order
/// stands.</param>
/// <param name="Surcharge">What the shop owes for it; null in programmes that reward partners.</param>
/// <param name="Lapsed">It was credited, and the order was cancelled or returned: nobody gets what was decided (R3.3).</param>
public sealed record OrderProgrammeView(
    string Program, Guid? PartnerId, string Decision, IReadOnlyList<TraceStep> Trace, IReadOnlyList<RewardView> Rewards,
    SurchargeView? Surcharge = null,
    bool Lapsed = false)
{
    /// <summary>What is left of the decision as the order stands: the decision itself, or how it came to nothing.</summary>
    public string Standing => !Lapsed ? Decision : Rewards.Any(reward => reward.State == RewardState.Reversed)
        ? LapsedDecisions.Reversed : LapsedDecisions.Void;
}

/// <summary>
/// What became of a reward that was decided, of an order that ended otherwise; words beside those of <see cref="Decisions"/>.
/// </summary>
public static class LapsedDecisions
{
    /// <summary>Cancelled before it was paid.</summary>
    public const string Void = "credited_void";

    /// <summary>Cancelled or returned after it was paid.</summary>
    public const string Reversed = "credited_reversed";

    public static readonly IReadOnlyList<string> All = [Void, Reversed];
}

/// <summary>An order's surcharge in đồng (R7).</summary>
/// <param name="FreeOrder">Which of the free orders it is, of <paramref name="FreeOrders"/>; null when it is none.</param>
/// <param name="Reversed">What came back took of it (R2.6); base and surcharge are what stands.</param>
public sealed record SurchargeView(
    Introducer IntroducedBy, int? FreeOrder, int? FreeOrders, long Base, long Surcharge, long PlatformPromotion, long Reversed = 0);

/// <summary>What a partner gets for an order, in đồng; nothing of it where the state says so.</summary>
/// <param name="Gross">Before tax, as it was before anything came back.</param>
/// <param name="Tax">The tax of that.</param>
/// <param name="Net">What stands, after tax.</param>
/// <param name="ReversedGross">What came back took of the gross (R2.6).</param>
/// <param name="ReversedTax">What it took of the tax.</param>
public sealed record RewardView(
    string Kind, long Gross, long Tax, long Net, RewardState State, long ReversedGross = 0, long ReversedTax = 0);
