using Portal.App.Attribution.Deciding;
using Portal.App.Orders.Intake;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Surcharges;

/// <summary>A free order as it is stored, with what tells whether it holds its place (R7.5).</summary>
internal sealed record FreeOrderRow(
    Guid ProgrammeId, byte[] CustomerKey, Guid OrderId, DateTimeOffset PlacedAt, string ExternalId, OrderStatus Status,
    DateTimeOffset? EarnedAt, DateTimeOffset StatusAt);

/// <summary>
/// The free orders of each customer (R7.2, R7.5). An order sees the places that free orders before it hold; once it is decided
/// it has one itself, or none. Orders are decided in their order in time, so those after it see that.
/// </summary>
internal sealed class FreeOrderQuota
{
    private readonly Dictionary<(Guid Programme, string Customer), Dictionary<Guid, Place>> places = [];
    private readonly HashSet<(Guid Programme, Guid Order)> decided = [];

    public void Know(FreeOrderRow row)
    {
        if (!decided.Contains((row.ProgrammeId, row.OrderId)))
            Of(row.ProgrammeId, row.CustomerKey)[row.OrderId] =
                new Place(new OrderPosition(row.PlacedAt, row.ExternalId), row.Status, row.EarnedAt, row.StatusAt);
    }

    /// <summary>How many places are held, as the order sees it.</summary>
    public int HeldBefore(Guid programme, Order order) => order.AccountKey is not { } customer ? 0 : Of(programme, customer).Values
        .Count(place => place.Position < order.Position
            && RentalSurcharge.HoldsPlace(place.Status, place.EarnedAt, place.StatusAt, order.PlacedAt));

    public void Decided(Guid programme, Order order, bool isFree)
    {
        if (order.AccountKey is not { } customer)
            return;

        decided.Add((programme, order.Id));
        if (isFree)
            Of(programme, customer)[order.Id] = new Place(order.Position, order.Status, order.EarnedAt, order.StatusAt);
        else
            Of(programme, customer).Remove(order.Id);
    }

    private Dictionary<Guid, Place> Of(Guid programme, byte[] customer)
    {
        var key = (programme, DecisionFacts.Text(customer));
        if (!places.TryGetValue(key, out var ofCustomer))
            places[key] = ofCustomer = [];
        return ofCustomer;
    }

    private sealed record Place(OrderPosition Position, OrderStatus Status, DateTimeOffset? EarnedAt, DateTimeOffset StatusAt);
}
