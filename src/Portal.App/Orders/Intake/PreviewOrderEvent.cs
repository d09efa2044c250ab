using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Orders.Intake;

/// <summary>
/// What an order would look like after an event, for whoever is about to say it: runs the same code in a transaction that is not committed.
/// Not for amendments.
/// </summary>
public sealed class PreviewOrderEvent(Transactions transactions, ProgrammeCatalogue programmes, OrderWriter writer)
{
    public async Task<Outcome<OrderView>> RunAsync(Actor actor, RecordOrderEvent.Input input, CancellationToken cancellationToken)
    {
        var shop = await RecordOrderEvent.ShopAsync(programmes, actor, input, cancellationToken);
        if (!shop.Succeeded)
            return shop.Refusal!;

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
