using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tracking;

namespace Portal.Domain.Surcharges;

/// <summary>Who introduced the customer, as an order before this one decided it (R7.6).</summary>
public sealed record IntroductionFact(Introducer By, DateTimeOffset OrderedAt);

/// <summary>All that the surcharge of an order depends on.</summary>
/// <param name="Shop">What the owner is (R7.1, R7.2).</param>
/// <param name="OpenedOn">The shop's first local day (R7.4).</param>
/// <param name="OwnerClicks">The customer's clicks on links of the owner's own, in any order.</param>
/// <param name="OwnCodeTyped">Whether the order brings the owner's own code.</param>
/// <param name="Introduction">Set when the customer has an earlier order in the shop.</param>
/// <param name="PlacesHeld">
/// How many earlier free orders hold their place as this one was placed (R7.5), see <see cref="RentalSurcharge.HoldsPlace"/>. An
/// order that was charged holds none: the place of a free one that was returned goes to the next order.
/// </param>
public sealed record RentalFacts(
    DateTimeOffset PlacedAt,
    OrderAmounts Amounts,
    ShopKind Shop,
    DateOnly OpenedOn,
    IReadOnlyCollection<ClickFact> OwnerClicks,
    bool OwnCodeTyped,
    IntroductionFact? Introduction,
    int PlacesHeld)
{
    /// <summary>False when the order names no account, e-mail address or phone, so that nobody can count its customer's orders.</summary>
    public bool NamesCustomer { get; init; } = true;

    /// <summary>The order's sums less what came back (R2.6); null while nothing did.</summary>
    public OrderAmounts? Standing { get; init; }

    /// <summary>The order's number, which with its time is its place among the shop's orders.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>What was ruled about the order and its customer (R8.6), in any order.</summary>
    public IReadOnlyList<RulingFact> Rulings { get; init; } = [];

    internal OrderPosition Position => new(PlacedAt, ExternalId);
}

/// <summary>
/// The surcharge of the programme "Thuê Đồ" (R7.1–R7.6): who introduced the customer, whether the order is one of the free ones, and what
/// is owed for it.
/// </summary>
public static class RentalSurcharge
{
    public static SurchargeDecision Decide(IEnumerable<ProgrammeVersionFact> versions, RentalFacts order)
    {
        var trace = new List<TraceStep>();
        var stands = order.Standing ?? order.Amounts;
        var introducer = WhoIntroduced(order, trace, out var click);
        if (VersionChoice.InForce(versions, order.PlacedAt) is not { } version)
        {
            trace.Insert(0, DecisionSteps.Inactive(order.PlacedAt));
            return Free(SurchargeDecisions.BeforeProgram, null, null);
        }

        var settings = (RentalSurchargeSettings)version.Settings;
        trace.Insert(0, DecisionSteps.InForce(version, order.PlacedAt));
        var from = InForceFrom(settings, order.OpenedOn);
        var inForce = order.PlacedAt >= from;
        trace.Add(TraceStep.Of("R7.4", inForce ? TraceOutcomes.SurchargeInForce : TraceOutcomes.BeforeSurcharge,
            ("openedOn", Invariant.Text(order.OpenedOn)), ("fromAt", Invariant.Text(from)), ("placedAt", Invariant.Text(order.PlacedAt))));
        if (!inForce)
            return Free(SurchargeDecisions.BeforeProgram, null, version.Id);

        if (FreeNumber(settings, order, introducer, trace) is { } number)
            return Free(SurchargeDecisions.FreeOrder, number, version.Id);

        var (surchargeBase, standing) = Bases(trace);
        var surcharge = settings.RateBps.Of(surchargeBase);
        trace.Add(TraceStep.Of("R7.3", TraceOutcomes.SurchargeAmount,
            ("base", Invariant.Text(surchargeBase)), ("rateBps", Invariant.Text(settings.RateBps.Value)),
            ("surcharge", Invariant.Text(surcharge))));
        var standingSurcharge = settings.RateBps.Of(standing);
        if (order.Standing is not null)
            trace.Add(Returned(standing, surcharge - standingSurcharge, standingSurcharge));
        return new SurchargeDecision(
            SurchargeDecisions.Charged, introducer, null, standing, standingSurcharge, stands.PlatformDiscount, click, version.Id,
            trace)
        { Reversed = surcharge - standingSurcharge };

        SurchargeDecision Free(string decision, int? number, Guid? versionId)
        {
            var (_, left) = Bases(decision == SurchargeDecisions.FreeOrder ? trace : null);
            if (order.Standing is not null && decision == SurchargeDecisions.FreeOrder)
                trace.Add(Returned(left, Dong.Zero, Dong.Zero));
            return new SurchargeDecision(
                decision, introducer, number, left, Dong.Zero, stands.PlatformDiscount, click, versionId, trace);
        }

        // the base of the order as it was placed, and of what stands
        (Dong Placed, Dong Stands) Bases(List<TraceStep>? told)
        {
            var (placed, left) = (Base(order.Amounts, told), Base(stands, null));
            if (order.Rulings.OnSurchargeBase() is not { Base: { } right } ruled)
                return (placed, left);

            told?.Add(RuledBase.Step(ruled, placed));
            return (right, order.Standing is null ? right : RuledBase.PartOf(left, placed, right));
        }

        TraceStep Returned(Dong baseLeft, Dong reversed, Dong surchargeLeft) => ReturnSteps.Surcharge(
            order.Amounts.Items - order.Amounts.OrderDiscounts - (stands.Items - stands.OrderDiscounts), baseLeft, reversed, surchargeLeft);
    }

    /// <summary>From when on the shop pays surcharges (R7.4).</summary>
    public static DateTimeOffset InForceFrom(RentalSurchargeSettings settings, DateOnly openedOn) =>
        LocalCalendar.StartOf(openedOn >= settings.EffectiveFrom ? settings.EffectiveFrom : settings.LegacyEffectiveFrom);

    /// <summary>
    /// Whether a free order of the customer, placed before, holds its place as another order is placed (R7.5): it is successful,
    /// or was and was taken back only afterwards.
    /// </summary>
    public static bool HoldsPlace(OrderStatus status, DateTimeOffset? earnedAt, DateTimeOffset statusAt, DateTimeOffset placedAt) =>
        status == OrderStatus.Successful || (status == OrderStatus.Cancelled && earnedAt is not null && statusAt > placedAt);

    /// <summary>How many of a customer's orders are free (R7.2); null where all are charged, of an individual owner (R7.1) too.</summary>
    public static int? FreeOrdersOf(RentalSurchargeSettings settings, ShopKind shop, Introducer introducedBy) =>
        shop == ShopKind.Professional && introducedBy == Introducer.Owner ? settings.FreeOrders : null;

    private static Introducer WhoIntroduced(RentalFacts order, List<TraceStep> trace, out long? decidedBy)
    {
        decidedBy = null;
        if (order.Rulings.OnSource(order.Position) is { IntroducedBy: { } ruledBy } ruled)
        {
            trace.Add(TraceStep.Of("R8.6", TraceOutcomes.RuledSource,
                ("dispute", ruled.Dispute), ("ruledAt", Invariant.Text(ruled.RuledAt)),
                ("by", ruledBy == Introducer.Owner ? "owner" : "platform")));
            return ruledBy;
        }

        if (order.Introduction is { } known)
        {
            trace.Add(TraceStep.Of("R7.6", TraceOutcomes.IntroducedEarlier,
                ("by", known.By == Introducer.Owner ? "owner" : "platform"), ("orderedAt", Invariant.Text(known.OrderedAt))));
            return known.By;
        }

        // R1.8: a typed code says it more plainly than a click
        if (order.OwnCodeTyped)
        {
            trace.Add(TraceStep.Of("R7.6", TraceOutcomes.IntroducedByOwner, ("by", "code")));
            return Introducer.Owner;
        }

        var click = order.OwnerClicks
            .Where(click => click.EarnsCredit && click.At <= order.PlacedAt)
            .MinBy(click => (click.At.UtcTicks, click.Id));
        if (click is null)
        {
            trace.Add(TraceStep.Of("R7.6", TraceOutcomes.IntroducedByPlatform));
            return Introducer.Platform;
        }

        decidedBy = click.Id;
        trace.Add(TraceStep.Of("R7.6", TraceOutcomes.IntroducedByOwner, ("by", "link"), ("clickedAt", Invariant.Text(click.At))));
        return Introducer.Owner;
    }

    /// <summary>Which of the free orders it is; null when it is charged.</summary>
    private static int? FreeNumber(RentalSurchargeSettings settings, RentalFacts order, Introducer introducer, List<TraceStep> trace)
    {
        if (order.Shop == ShopKind.Individual)
        {
            trace.Add(TraceStep.Of("R7.1", TraceOutcomes.IndividualOwner));
            return null;
        }

        if (introducer == Introducer.Platform)
        {
            trace.Add(TraceStep.Of("R7.2", TraceOutcomes.ChargedFromFirst));
            return null;
        }

        if (!order.NamesCustomer)
        {
            trace.Add(TraceStep.Of("R7.2", TraceOutcomes.OrdersNotCountable));
            return null;
        }

        if (order.PlacesHeld >= settings.FreeOrders)
        {
            trace.Add(TraceStep.Of("R7.2", TraceOutcomes.FreeOrdersUsed, ("of", Invariant.Text(settings.FreeOrders))));
            return null;
        }

        var number = order.PlacesHeld + 1;
        trace.Add(TraceStep.Of(
            "R7.2", TraceOutcomes.FreeOrder, ("number", Invariant.Text(number)), ("of", Invariant.Text(settings.FreeOrders))));
        return number;
    }

    /// <summary>What the owner receives in the end (R7.3): the platform's discount is added back, their own is not.</summary>
    private static Dong Base(OrderAmounts amounts, List<TraceStep>? trace)
    {
        var surchargeBase = amounts.Items - amounts.ShopDiscount;
        trace?.Add(TraceStep.Of("R7.3", TraceOutcomes.SurchargeBase,
            ("items", Invariant.Text(amounts.Items)), ("ownDiscount", Invariant.Text(amounts.ShopDiscount)),
            ("platformDiscount", Invariant.Text(amounts.PlatformDiscount)), ("base", Invariant.Text(surchargeBase))));
        return surchargeBase;
    }
}
