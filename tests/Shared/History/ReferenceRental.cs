using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.Tests.Shared.History;

/// <summary>The surcharge on an order: R7.1–R7.6, read straight.</summary>
internal sealed class ReferenceRental(ReferenceFacts facts)
{
    public DecidedOrder Of(
        ReferenceOrder order, HistoryProgramme programme, HistoryVersion version, RentalSurchargeSettings settings, List<string> trace)
    {
        var shop = facts.Shops[order.Shop];
        var introducedBy = IntroducedBy(order, programme, shop, trace);
        // R7.3: the platform's discount is added back, the owner's is not
        var amounts = order.Order.Input.Amounts;
        var whole = amounts.Items.Amount - amounts.ShopDiscount.Amount;
        trace.Add($"R7.4 shop opened on {shop.OpenedOn:O}, in force from {InForceFrom(shop, settings):O}");
        if (order.PlacedAt < InForceFrom(shop, settings))
            return Decided("before_program", null, 0);

        var freeOrder = shop.Kind == ShopKind.Professional && introducedBy == "owner" ? FreeNumber(order, programme, shop, trace) : null;
        var state = order.State switch
        {
            { Status: OrderStatus.Pending } => "pending",
            { Status: OrderStatus.Cancelled, WasPaid: false } => "void",
            { Status: OrderStatus.Cancelled } => "reversed",
            _ => freeOrder is null ? "charged" : "free_order",
        };
        return Decided(state, freeOrder, freeOrder is null ? ReferenceShares.Of(whole, settings.RateBps.Value) : 0);

        DecidedOrder Decided(string decision, int? free, long surcharge) => new(
            order.Shop, order.ExternalId, programme.Code, decision, null, null, introducedBy, free, whole, surcharge, trace)
        { Version = version.Number };
    }

    /// <summary>R7.6: decided by the customer's first order in the shop.</summary>
    private string IntroducedBy(ReferenceOrder order, HistoryProgramme programme, HistoryShop shop, List<string> trace)
    {
        var first = facts.SameAccount(order).FirstOrDefault() ?? order;
        var typed = first.Code == shop.ReferralCode;
        var clicked = facts.ClicksBefore(first, programme).Any(click => click.Link.Partner is null);
        trace.Add($"R7.6 the first order is {first.ExternalId} of {first.PlacedAt:O}: {(typed ? "the owner's code" : clicked ? "a click on the owner's link" : "nothing of the owner's")}");
        return typed || clicked ? "owner" : "platform";
    }

    /// <summary>
    /// R7.2, R7.5: which of the free orders it is, seen by going through the customer's orders in their order in time. Orders
    /// of nobody cannot be counted.
    /// </summary>
    private int? FreeNumber(ReferenceOrder order, HistoryProgramme programme, HistoryShop shop, List<string> trace)
    {
        if (order.Account is null)
            return null;

        var free = new List<ReferenceOrder>();
        foreach (var one in facts.SameAccount(order))
        {
            if (ReferenceFacts.VersionOf(one, programme)?.Settings is not RentalSurchargeSettings settings
                || one.PlacedAt < InForceFrom(shop, settings))
                continue;

            var holding = free.FindAll(earlier => HoldsItsPlace(earlier, one.PlacedAt));
            var isFree = holding.Count < settings.FreeOrders;
            if (one == order)
            {
                trace.AddRange(holding.Select(earlier => $"R7.5 a place is held by {earlier.ExternalId} of {earlier.PlacedAt:O}"));
                return isFree ? holding.Count + 1 : null;
            }

            if (isFree)
                free.Add(one);
        }

        throw new InvalidOperationException("An order is among those of its account.");
    }

    /// <summary>R7.5: it ended successful, or was and was taken back only after that instant.</summary>
    private static bool HoldsItsPlace(ReferenceOrder free, DateTimeOffset at) =>
        free.State.Status == OrderStatus.Successful
            || (free.State is { Status: OrderStatus.Cancelled, WasPaid: true } && free.State.CancelledAt > at);

    /// <summary>R7.4.</summary>
    private static DateTimeOffset InForceFrom(HistoryShop shop, RentalSurchargeSettings settings) =>
        LocalCalendar.StartOf(shop.OpenedOn >= settings.EffectiveFrom ? settings.EffectiveFrom : settings.LegacyEffectiveFrom);
}
