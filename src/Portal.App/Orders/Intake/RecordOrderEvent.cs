using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;

namespace Portal.App.Orders.Intake;

/// <summary>
/// The order after an event. <paramref name="Held"/>: the event came after the cancellation and was kept for review (R2.1),
/// which the caller must learn as a conflict. <paramref name="Created"/> is false when the event was there before (R2.4).
/// </summary>
public sealed record RecordedEvent(OrderView Order, bool Held, bool Created);

/// <summary>
/// Takes in what happened to an order: paid, delivered, cancelled, returned, reinstated, amended. Events may come twice and in any
/// order; the order's status and its rewards follow from all of them together (R2.1–R2.5, R3.3).
/// </summary>
public sealed class RecordOrderEvent(OrderReception reception, ProgrammeCatalogue programmes, OrderIntake intake)
{
    /// <param name="ShopId">Whose order it is; the operator names it, a shop's own key need not.</param>
    /// <param name="ExternalId">The shop's number of the order.</param>
    /// <param name="Event">What happened.</param>
    public sealed record Input(Guid? ShopId, string ExternalId, OrderEventInput Event);

    public async Task<Outcome<RecordedEvent>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shop = await ShopAsync(programmes, actor, input, cancellationToken);
        if (!shop.Succeeded)
            return shop.Refusal!;

        // PostgreSQL keeps microseconds: an event that is finer would differ from itself when it is sent again (R2.4)
        var at = input.Event.OccurredAt;
        var whole = input.Event with { OccurredAt = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) };
        var amendment = whole.Order is null ? null : reception.Receive(shop.Value, whole.Order);
        if (amendment?.Refusal is { } wrong)
            return Refusal.Invalid([.. wrong.Fields.Select(error => error with { Field = $"order.{error.Field}" })]);

        return await intake.RunAsync(new EventRequest(actor, shop.Value, input.ExternalId, whole, amendment, cancellationToken));
    }

    /// <summary>The shop whose order it is, where the actor may say what happened to it.</summary>
    internal static async Task<Outcome<Guid>> ShopAsync(
        ProgrammeCatalogue programmes, Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shop = ShopScope.Of(actor, input.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite);
        if (!shop.Succeeded)
            return shop;
        if (await programmes.OfShopAsync(shop.Value, cancellationToken) is null)
            return Refusal.NotFound(ShopRefusals.NotFound);

        // a number that no order can have, and that a database might not even compare
        return TextCheck.Id("externalId", input.ExternalId, OrderCheck.MaxExternalId) is null
            ? shop
            : Refusal.NotFound(OrderRefusals.NotFound);
    }
}
