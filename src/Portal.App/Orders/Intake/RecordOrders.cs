using System.Globalization;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;

namespace Portal.App.Orders.Intake;

/// <summary>What became of each order of a call, in its order.</summary>
public sealed record RecordedOrders(IReadOnlyList<OrderResult> Results);

/// <summary>
/// The order as it stands, or why it was not taken in. <paramref name="Created"/> is false for one that was there before,
/// which is answered as it stands now (R1.11).
/// </summary>
public sealed record OrderResult(OrderView? Order, Refusal? Refusal, bool Created);

/// <summary>
/// Takes in orders that a shop reports, one or up to 500: each is checked, attributed and stored with its decisions and
/// rewards, or refused by itself. Sending an order again changes nothing (R1.11).
/// </summary>
public sealed class RecordOrders(OrderReception reception, ProgrammeCatalogue programmes, OrderIntake intake)
{
    public const int Most = 500;

    /// <param name="ShopId">Whose orders they are; the operator names it, a shop's own key need not.</param>
    /// <param name="Orders">1 to <see cref="Most"/> orders.</param>
    public sealed record Input(Guid? ShopId, IReadOnlyList<OrderInput> Orders);

    public async Task<Outcome<RecordedOrders>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shop = ShopScope.Of(actor, input.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite);
        if (!shop.Succeeded)
            return shop.Refusal!;
        if (input.Orders.Count is 0 or > Most)
            return Refusal.Invalid(new FieldError("orders", FieldCodes.WrongCount)
                .With("min", "1")
                .With("max", Most.ToString(CultureInfo.InvariantCulture))
                .With("actual", input.Orders.Count.ToString(CultureInfo.InvariantCulture)));
        if (await programmes.OfShopAsync(shop.Value, cancellationToken) is null)
            return Refusal.NotFound(ShopRefusals.NotFound);

        var incoming = input.Orders.Select(order => reception.Receive(shop.Value, order)).ToList();
        if (incoming.TrueForAll(order => order.Refusal is not null))
            return new RecordedOrders([.. incoming.Select(order => new OrderResult(null, order.Refusal, Created: false))]);

        return await intake.RunAsync(new OrdersRequest(actor, shop.Value, incoming, cancellationToken));
    }
}
