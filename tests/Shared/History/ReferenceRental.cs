using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programs;
using Portal.Domain.Shops;

namespace Portal.Tests.Shared.History;

/// <summary>The surcharge on an order: R7.1–R7.6, read straight.</summary>
internal sealed class ReferenceRental(ReferenceFacts facts)
{
    public DecidedOrder Of(ReferenceOrder order, HistoryProgramme programme, HistoryVersion version, RentalSurchargeSettings settings, List<string> trace)
    {
        var shop = facts.Shops[order.Shop];
        // R7.4
        var effective = LocalCalendar.StartOf(shop.OpenedOn >= settings.EffectiveFrom ? settings.EffectiveFrom : settings.LegacyEffectiveFrom);
        var introducedBy = IntroducedBy(order, programme, shop, trace);
        // R7.3: the platform's discount is added back, the owner's is not
        var amounts = order.Order.Input.Amounts;
        var whole = amounts.Items.Amount - amounts.ShopDiscount.Amount;
        trace.Add($"R7.4 shop opened on {shop.OpenedOn:O}, in force from {effective:O}");
        if (order.PlacedAt < effective)
            return Decided("before_program", null, 0);

        int? freeOrder = null;
        if (shop.Kind == ShopKind.Professional && introducedBy == "owner" && PlacesHeld(order, effective, trace) is var held && held < settings.FreeOrders)
            freeOrder = held + 1;

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

    /// <summary>R7.2, R7.5: how many places among the free ones earlier orders held when this one was placed.</summary>
    private int PlacesHeld(ReferenceOrder order, DateTimeOffset effective, List<string> trace)
    {
        var held = 0;
        foreach (var earlier in facts.SameAccount(order))
        {
            if (!earlier.IsBefore(order) || earlier.PlacedAt < effective)
                continue;

            var state = earlier.State;
            var holds = state.Status == OrderStatus.Successful
                || (state is { Status: OrderStatus.Cancelled, WasPaid: true } && state.CancelledAt > order.PlacedAt);
            if (!holds)
                continue;

            held++;
            trace.Add($"R7.5 place {held} is held by {earlier.ExternalId} of {earlier.PlacedAt:O}");
        }

        return held;
    }
}
