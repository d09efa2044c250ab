using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Reading;

/// <summary>Which orders of all shops the operator wants to see. What is null does not narrow.</summary>
/// <param name="Search">Part of the order's number or of a product's name, with or without diacritics.</param>
/// <param name="ShopId">Only this shop's.</param>
/// <param name="Programme">The code of a programme that decided about the order.</param>
/// <param name="Decision">One of <see cref="OperatorOrderQueries.DecisionCodes"/>, in force; of the programme, where one is named.</param>
/// <param name="Placed">When the order was placed.</param>
/// <param name="PartnerId">Only those that a programme credits to this partner.</param>
public sealed record OperatorOrderFilter(
    string? Search = null, Guid? ShopId = null, string? Programme = null, string? Decision = null, OrderStatus? Status = null,
    Period? Placed = null,
    Guid? PartnerId = null);

/// <summary>An order in the operator's list; đồng. Decisions are those in force.</summary>
public sealed record OperatorOrderRow(
    Guid Id, Guid ShopId, string Code, string Shop, DateTimeOffset PlacedAt, OrderStatus Status, string Product, int Lines, long Paid,
    IReadOnlyList<OperatorOrderDecision> Decisions);

/// <param name="Code">As the order stands: of a surcharge <see cref="SurchargeDecisions.Of"/>.</param>
public sealed record OperatorOrderDecision(string Programme, string Code, bool WasReplaced);

/// <summary>What the operator's side sheet shows of an order besides what it shares with others: names for the ids.</summary>
public sealed record OperatorOrderDetail(
    Guid ShopId, string Shop, string Code, DateTimeOffset ReceivedAt, string ReceivedFrom, string? CustomerId, string? PickupPoint,
    IReadOnlyList<ShopOrderLine> Lines, IReadOnlyDictionary<string, string> Programmes, IReadOnlyDictionary<Guid, string> Partners);

/// <summary>Any order of any shop, for the operator's people. They may read it and change nothing.</summary>
public sealed class OperatorOrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const string SortByCode = "code";
    public const string SortByPlaced = "placed";
    public const string SortByPaid = "paid";

    /// <summary>The codes of decisions as they are taken, whatever became of the order.</summary>
    public static readonly IReadOnlyList<string> DecisionCodes =
        [.. Decisions.All, SurchargeDecisions.Charged, SurchargeDecisions.FreeOrder, SurchargeDecisions.BeforeProgram];

    /// <summary>One page of the list: the orders, and their decisions with a second query.</summary>
    public async Task<IReadOnlyList<OperatorOrderRow>> ListAsync(
        Actor actor, OperatorOrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Sorted(Filtered(db, actor, filter), page).Skip(page.Skip).Take(page.Size)
            .Select(order => new
            {
                order.Id,
                order.ShopId,
                order.ExternalId,
                Shop = db.Shops.First(shop => shop.Id == order.ShopId).Name,
                order.PlacedAt,
                order.Status,
                order.EarnedAt,
                Product = order.Lines.OrderBy(line => line.Number).Select(line => line.Name).FirstOrDefault() ?? "",
                Lines = order.Lines.Count,
                order.Paid,
            })
            .ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(row => row.Id);
        var decided = await InForce(db).Where(decision => ids.Contains(decision.OrderId))
            .Select(decision => new
            {
                decision.OrderId,
                Programme = db.Programmes.First(programme => programme.Id == decision.ProgrammeId),
                decision.Code,
                decision.Number,
            })
            .ToListAsync(cancellationToken);
        var byOrder = decided.ToLookup(decision => decision.OrderId);
        return
        [
            .. rows.Select(row => new OperatorOrderRow(
                row.Id, row.ShopId, row.ExternalId, row.Shop, row.PlacedAt, row.Status, row.Product, row.Lines, row.Paid,
                [.. byOrder[row.Id].OrderBy(decision => decision.Programme.Code, StringComparer.Ordinal)
                    .Select(decision => new OperatorOrderDecision(
                    decision.Programme.Name,
                    decision.Programme.Template == ProgrammeTemplate.RentalSurcharge
                    ? SurchargeDecisions.Of(decision.Code, row.Status, row.EarnedAt) : decision.Code,
                    decision.Number > 1))])),
        ];
    }

    /// <summary>How many orders there are by status, whatever status the filter asks for: the tabs show all of them.</summary>
    public async Task<IReadOnlyDictionary<OrderStatus, int>> CountsAsync(
        Actor actor, OperatorOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter with { Status = null })
            .GroupBy(order => order.Status)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    /// <summary>Null for whoever is not of the operator's.</summary>
    public async Task<OperatorOrderDetail?> DetailAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await Visible(db, actor).Where(order => order.Id == orderId)
            .Select(order => new
            {
                order.ShopId,
                Shop = db.Shops.First(shop => shop.Id == order.ShopId).Name,
                order.ExternalId,
                order.ReceivedAt,
                order.ReceivedFrom,
                order.CustomerId,
                order.PickupPoint,
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (order is null)
            return null;

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.OrderId == orderId)
            .OrderBy(line => line.Number)
            .Select(line => new ShopOrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))
            .ToListAsync(cancellationToken);
        var programmes = await db.Programmes.AsNoTracking().Where(programme => programme.ShopId == order.ShopId)
            .ToDictionaryAsync(programme => programme.Code, programme => programme.Name, cancellationToken);
        var decisions = db.OrderDecisions.Where(decision => decision.OrderId == orderId);
        var partners = await db.Partners.AsNoTracking()
            .Where(partner => decisions.Any(decision => decision.PartnerId == partner.Id || decision.CandidateId == partner.Id))
            .ToDictionaryAsync(partner => partner.Id, partner => partner.Name, cancellationToken);
        return new OperatorOrderDetail(
            order.ShopId, order.Shop, order.ExternalId, order.ReceivedAt, order.ReceivedFrom, order.CustomerId, order.PickupPoint,
            lines, programmes, partners);
    }

    private static IQueryable<Order> Visible(PortalDb db, Actor actor)
    {
        var may = actor.IsOperator;
        return db.Orders.AsNoTracking().Where(_ => may);
    }

    private static IQueryable<OrderDecision> InForce(PortalDb db) => db.OrderDecisions.AsNoTracking().Where(decision =>
        !db.OrderDecisions.Any(
            later => later.OrderId == decision.OrderId && later.ProgrammeId == decision.ProgrammeId && later.Number > decision.Number));

    private static IQueryable<Order> Filtered(PortalDb db, Actor actor, OperatorOrderFilter filter)
    {
        var orders = Visible(db, actor);
        if (filter.Status is { } status)
            orders = orders.Where(order => order.Status == status);
        if (filter.ShopId is { } shop)
            orders = orders.Where(order => order.ShopId == shop);
        if (filter.Placed is { Start: var start, End: var end })
            orders = orders.Where(order => order.PlacedAt >= start && order.PlacedAt < end);
        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            orders = orders.Where(order => order.SearchText.Contains(text));
        if (filter.Programme is null && filter.Decision is null && filter.PartnerId is null)
            return orders;

        var decisions = InForce(db);
        if (filter.Programme is { } programme)
            decisions = decisions.Where(decision => db.Programmes.Any(p => p.Id == decision.ProgrammeId && p.Code == programme));
        if (filter.Decision is { } code)
            decisions = decisions.Where(decision => decision.Code == code);
        if (filter.PartnerId is { } partner)
            decisions = decisions.Where(decision => decision.PartnerId == partner);
        return orders.Where(order => decisions.Any(decision => decision.OrderId == order.Id));
    }

    private static IQueryable<Order> Sorted(IQueryable<Order> orders, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => orders.OrderBy(order => order.ExternalId),
            (SortByCode, true) => orders.OrderByDescending(order => order.ExternalId),
            (SortByPaid, false) => orders.OrderBy(order => order.Paid),
            (SortByPaid, true) => orders.OrderByDescending(order => order.Paid),
            (SortByPlaced, false) => orders.OrderBy(order => order.PlacedAt),
            _ => orders.OrderByDescending(order => order.PlacedAt),
        };

        // rows that are equal in what is sorted by must not change places between two pages
        return page.Descending ? sorted.ThenByDescending(order => order.Id) : sorted.ThenBy(order => order.Id);
    }
}
