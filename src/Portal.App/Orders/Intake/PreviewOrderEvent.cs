using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;

namespace Portal.App.Orders.Intake;

/// <summary>
/// What an order would look like after an event, for whoever is about to say it: runs the same code in a transaction that is not committed.
/// Not for amendments.
/// </summary>
public sealed class PreviewOrderEvent(Transactions transactions, ProgrammeCatalogue programmes, OrderWriter writer)
{
    public async Task<Outcome<OrderView>> RunAsync(Actor actor, RecordOrderEvent.Input input, CancellationToken cancellationToken)
    {
        var shop = ShopScope.Of(actor, input.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite);
        if (!shop.Succeeded)
            return shop.Refusal!;
        if (await programmes.OfShopAsync(shop.Value, cancellationToken) is null)
            return Refusal.NotFound(ShopRefusals.NotFound);
        if (TextCheck.Id("externalId", input.ExternalId, OrderCheck.MaxExternalId) is not null)
            return Refusal.NotFound(OrderRefusals.NotFound);

        var tried = await transactions.RunAsync(
            async (db, stop) =>
            {
                var request = new EventRequest(actor, shop.Value, input.ExternalId, input.Event, amendment: null, stop);
                await writer.WriteAsync(db, [request], stop);
                return request;
            },
            _ => false,
            cancellationToken);
        tried.Answer();
        var outcome = await tried.Answered;
        return outcome.Succeeded ? outcome.Value.Order : outcome.Refusal!;
    }
}
