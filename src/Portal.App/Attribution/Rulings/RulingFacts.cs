using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Rulings;

/// <summary>
/// What was ruled about a number of orders and their customers (R8.6). Of shops of which nothing was ever ruled, which are nearly all,
/// nobody asks; of the others it is one query a batch.
/// </summary>
internal sealed class RulingFacts
{
    private readonly List<Ruling> rulings = [];
    private ILookup<Guid, Ruling>? byOrder;
    private ILookup<(Guid Shop, string Customer), Ruling>? byCustomer;

    /// <summary>The partners whom they name.</summary>
    public IEnumerable<Guid> Partners => rulings.Select(ruling => ruling.PartnerId).OfType<Guid>();

    /// <param name="proposed">What would be ruled besides; null for nothing.</param>
    public async Task LoadAsync(
        PortalDb db, IReadOnlyList<Order> orders, IReadOnlyCollection<CatalogueProgramme> programmes, Ruling? proposed,
        CancellationToken cancellationToken)
    {
        if (proposed is not null)
            rulings.Add(proposed);

        // who rules for the first time has not told the catalogue yet
        var shops = programmes.Select(programme => programme.Shop).Where(shop => shop.HasRulings || db.Dispute is not null)
            .Select(shop => shop.Id).ToHashSet();
        var concerned = orders.Where(order => shops.Contains(order.ShopId)).ToList();
        if (concerned.Count == 0)
            return;

        var ids = concerned.ConvertAll(order => order.Id);
        var customers = concerned.Keys(order => order.AccountKey);
        rulings.AddRange(await db.Rulings.AsNoTracking()
            .Where(ruling => (ruling.OrderId != null && ids.Contains(ruling.OrderId.Value))
                || (ruling.CustomerKey != null && shops.Contains(ruling.ShopId) && customers.Contains(ruling.CustomerKey)))
            .ToListAsync(cancellationToken));
    }

    /// <summary>Those that a programme decides about an order with.</summary>
    public IReadOnlyList<RulingFact> Of(Order order, Guid programme)
    {
        if (rulings.Count == 0)
            return [];

        byOrder ??= rulings.Where(ruling => ruling.CustomerKey is null).ToLookup(ruling => ruling.OrderId!.Value);
        byCustomer ??= rulings.Where(ruling => ruling.CustomerKey is not null)
            .ToLookup(ruling => (ruling.ShopId, DecisionFacts.Text(ruling.CustomerKey)));
        var ofCustomer = order.AccountKey is { } account ? byCustomer[(order.ShopId, DecisionFacts.Text(account))] : [];
        return
        [
            .. byOrder[order.Id].Concat(ofCustomer).Where(ruling => ruling.ProgrammeId is null || ruling.ProgrammeId == programme)
                .Select(Fact),
        ];
    }

    private static RulingFact Fact(Ruling row) => new(row.Id, row.DisputeId, row.DisputeNumber, row.Kind, row.RuledAt)
    {
        PartnerId = row.PartnerId,
        NamesProgramme = row.ProgrammeId is not null,
        IntroducedBy = row.IntroducedBy,
        From = row.FromPlacedAt is { } placedAt ? new OrderPosition(placedAt, row.FromExternalId ?? "") : null,
        Base = row.Base is { } amount ? new Dong(amount) : null,
        IsWithdrawn = row.IsWithdrawn,
    };
}
