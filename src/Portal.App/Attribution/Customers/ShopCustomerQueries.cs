using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Customers;

/// <summary>
/// The customers of a shop that pays surcharges, and who introduced each (R7.6). A shop sees its own and the operator any shop's (R10.5).
/// No list asks more of the database for more rows.
/// </summary>
public sealed class ShopCustomerQueries(IDbContextFactory<PortalDb> contexts, PortalKeys keys, TimeProvider clock)
{
    public const string SortBySince = "since";

    private const int LastOrders = 10;

    /// <summary>For programs: the customers who came last come first.</summary>
    public async Task<Outcome<CursorPage<ShopCustomer>>> OfShopAsync(
        Actor actor, Guid shopId, ShopCustomerFilter filter, CursorRequest page, CancellationToken cancellationToken)
    {
        var scope = ShopScope.Of(actor, shopId, CustomerPermissions.ShopRead, Permission.OperatorRead);
        if (!scope.Succeeded)
            return scope.Refusal!;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ShopAsync(db, scope.Value, cancellationToken) is not { } shop)
            return Refusal.NotFound(ShopRefusals.NotFound);

        var customers = Filtered(db, shop.Id, filter);
        if (page.After is { At: var at, Id: var last })
            customers = customers.Where(row => row.PlacedAt < at || (row.PlacedAt == at && row.OrderId.CompareTo(last) < 0));
        var rows = await Rows(db, shop, Sorted(customers, descending: true).Take(page.Limit + 1)).ToListAsync(cancellationToken);
        return page.Cut(
            await ViewAsync(db, shop, rows, cancellationToken), customer => new CursorRequest.Position(customer.Since, customer.Id));
    }

    /// <summary>For a table on screen: one page of the actor's own shop.</summary>
    public async Task<PageOf<ShopCustomer>> ListAsync(
        Actor actor, ShopCustomerFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ShopAsync(db, Own(actor), cancellationToken) is not { } shop)
            return PageOf<ShopCustomer>.Empty;

        var customers = Filtered(db, shop.Id, filter);
        var descending = page.Sort != SortBySince || page.Descending;
        var rows = await Rows(db, shop, Sorted(customers, descending).Skip(page.Skip).Take(page.Size)).ToListAsync(cancellationToken);
        var total = await customers.CountAsync(cancellationToken);
        return new PageOf<ShopCustomer>(await ViewAsync(db, shop, rows, cancellationToken), total);
    }

    /// <summary>One customer of the actor's own shop; null when it has none of that id.</summary>
    public async Task<CustomerStory?> StoryAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ShopAsync(db, Own(actor), cancellationToken) is not { } shop)
            return null;

        // any order of theirs leads to the customer, so that an id from before an earlier order was told still does
        var found = db.CustomerIntroductions.AsNoTracking().Where(row => row.ShopId == shop.Id
            && db.Orders.Any(order => order.Id == id && order.ShopId == row.ShopId && order.AccountKey == row.CustomerKey));
        if (await Rows(db, shop, found).FirstOrDefaultAsync(cancellationToken) is not { } customer)
            return null;

        var orders = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == shop.Id && order.AccountKey == customer.Key)
            .OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.Id)
            .Take(LastOrders)
            .Select(order => new CustomerOrder(order.Id, order.ExternalId, order.PlacedAt, order.Status))
            .ToListAsync(cancellationToken);
        return new CustomerStory((await ViewAsync(db, shop, [customer], cancellationToken))[0], orders);
    }

    // R10.5: nobody's shop has no customers
    private static Guid Own(Actor actor) => actor.May(CustomerPermissions.ShopRead) ? actor.ShopId ?? Guid.Empty : Guid.Empty;

    /// <summary>The shop, with its first surcharge programme, as in the list of orders; null when there is no such shop.</summary>
    private static Task<SurchargedShop?> ShopAsync(PortalDb db, Guid shopId, CancellationToken cancellationToken) =>
        db.Shops.AsNoTracking().Where(shop => shop.Id == shopId)
            .Select(shop => new SurchargedShop(shop.Id, shop.Kind, db.Programmes
                .Where(programme => programme.ShopId == shop.Id && programme.Template == ProgrammeTemplate.RentalSurcharge)
                .OrderBy(programme => programme.CreatedAt).ThenBy(programme => programme.Id)
                .Select(programme => (Guid?)programme.Id)
                .FirstOrDefault()))
            .FirstOrDefaultAsync(cancellationToken);

    private IQueryable<CustomerIntroduction> Filtered(PortalDb db, Guid shop, ShopCustomerFilter filter)
    {
        var customers = db.CustomerIntroductions.AsNoTracking().Where(row => row.ShopId == shop);
        if (filter.IntroducedBy is { } by)
        {
            customers = customers.Where(row => (db.Rulings
                .Where(ruling => ruling.ShopId == row.ShopId && ruling.CustomerKey == row.CustomerKey && !ruling.IsWithdrawn
                    && !db.Rulings.Any(later => later.DisputeId == ruling.DisputeId && later.IsWithdrawn
                        && later.Instance > ruling.Instance))
                .OrderByDescending(ruling => ruling.RuledAt).ThenByDescending(ruling => ruling.Id)
                .Select(ruling => ruling.IntroducedBy)
                .FirstOrDefault() ?? row.By) == by);
        }

        if (filter.Search?.Trim() is not { Length: > 0 } text)
            return customers;

        var email = Contact.Email(text) is { } address ? keys.Hash("email", address) : null;
        var phone = Contact.Phone(text) is { } number ? keys.Hash("phone", number) : null;
        return customers.Where(row =>
            db.Orders.Any(order => order.Id == row.OrderId && order.CustomerId != null && order.CustomerId.Contains(text))
            || db.Orders.Any(order => order.ShopId == row.ShopId && order.ExternalId == text && order.AccountKey == row.CustomerKey)
            || (email != null && row.CustomerKey == email)
            || (phone != null && row.CustomerKey == phone));
    }

    private static IQueryable<CustomerIntroduction> Sorted(IQueryable<CustomerIntroduction> customers, bool descending) => descending
        ? customers.OrderByDescending(row => row.PlacedAt).ThenByDescending(row => row.OrderId)
        : customers.OrderBy(row => row.PlacedAt).ThenBy(row => row.OrderId);

    private static IQueryable<Row> Rows(PortalDb db, SurchargedShop shop, IQueryable<CustomerIntroduction> customers)
    {
        var programme = shop.ProgrammeId;
        return customers.Select(row => new Row
        {
            Key = row.CustomerKey,
            OrderId = row.OrderId,
            By = row.By,
            PlacedAt = row.PlacedAt,
            Code = row.ExternalId,
            CustomerId = db.Orders.Where(order => order.Id == row.OrderId).Select(order => order.CustomerId).FirstOrDefault(),
            // one value each: both at once would be joined from the decisions about all orders
            ClickId = db.OrderDecisions
                .Where(decision => decision.OrderId == row.OrderId && decision.ProgrammeId == programme)
                .OrderByDescending(decision => decision.Number)
                .Select(decision => decision.ClickId)
                .FirstOrDefault(),
            Trace = db.OrderDecisions
                .Where(decision => decision.OrderId == row.OrderId && decision.ProgrammeId == programme)
                .OrderByDescending(decision => decision.Number)
                .Select(decision => decision.Trace)
                .FirstOrDefault(),
            // R8.6: the later of two rulings stands, and none that was taken back
            Ruling = db.Rulings
                .Where(ruling => ruling.ShopId == row.ShopId && ruling.CustomerKey == row.CustomerKey && !ruling.IsWithdrawn
                    && !db.Rulings.Any(later => later.DisputeId == ruling.DisputeId && later.IsWithdrawn
                        && later.Instance > ruling.Instance))
                .OrderByDescending(ruling => ruling.RuledAt).ThenByDescending(ruling => ruling.Id)
                .FirstOrDefault(),
            Orders = db.Orders.Count(order =>
                order.ShopId == row.ShopId && order.AccountKey == row.CustomerKey && order.Status != OrderStatus.Cancelled),
            LastOrderAt = db.Orders
                .Where(order => order.ShopId == row.ShopId && order.AccountKey == row.CustomerKey)
                .Max(order => (DateTimeOffset?)order.PlacedAt),
            // RentalSurcharge.HoldsPlace as an order that is placed now sees it: what was taken back by now holds none
            PlacesHeld = db.Surcharges.Count(surcharge =>
                surcharge.ProgrammeId == programme && surcharge.CustomerKey == row.CustomerKey && surcharge.FreeOrder != null
                && !surcharge.IsReplaced
                && db.Orders.Any(order => order.Id == surcharge.OrderId && order.Status == OrderStatus.Successful)),
        });
    }

    private async Task<List<ShopCustomer>> ViewAsync(
        PortalDb db, SurchargedShop shop, List<Row> rows, CancellationToken cancellationToken)
    {
        var programme = await db.Programmes.AsNoTracking().Where(programme => programme.Id == shop.ProgrammeId)
            .FirstOrDefaultAsync(cancellationToken);
        var settings = programme is null ? null
            : (RentalSurchargeSettings)await StoredSettings.InForceAsync(db, programme, clock.GetUtcNow(), cancellationToken);
        return rows.ConvertAll(row =>
        {
            var by = row.Ruling?.IntroducedBy ?? row.By;
            var free = settings is null ? null : RentalSurcharge.FreeOrdersOf(settings, shop.Kind, by);
            return new ShopCustomer(
                row.OrderId, row.CustomerId, row.Code, by, row.PlacedAt, Fact(row), free is null ? 0 : row.PlacesHeld, free,
                row.Orders, row.LastOrderAt ?? row.PlacedAt);
        });
    }

    private static CustomerFact Fact(Row row)
    {
        if (row.Ruling is { } ruling)
            return new CustomerFact(IntroductionKind.Dispute, ruling.FromPlacedAt ?? row.PlacedAt);
        if (row.By == Introducer.Platform)
            return new CustomerFact(IntroductionKind.Order, row.PlacedAt);

        // a typed code leaves no click; when the click was made stands in the trace, so that it outlives the click
        return row is { ClickId: not null, Trace: { } trace }
            ? new CustomerFact(IntroductionKind.Link, ClickedAt(trace) ?? row.PlacedAt)
            : new CustomerFact(IntroductionKind.Code, row.PlacedAt);
    }

    private static DateTimeOffset? ClickedAt(string trace) => DecisionViews.Trace(trace)
        .Where(step => step.Outcome == TraceOutcomes.IntroducedByOwner)
        .Select(step => step.Facts.GetValueOrDefault("clickedAt"))
        .OfType<string>()
        .Select(text => (DateTimeOffset?)DateTimeOffset.Parse(text, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private sealed record SurchargedShop(Guid Id, ShopKind Kind, Guid? ProgrammeId);

    /// <summary>A customer as the database tells them.</summary>
    private sealed class Row
    {
        public required byte[] Key { get; init; }

        public required Guid OrderId { get; init; }

        public required Introducer By { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }

        public required string Code { get; init; }

        public string? CustomerId { get; init; }

        /// <summary>The click by which the programme decided about the order, and how it decided.</summary>
        public long? ClickId { get; init; }

        public string? Trace { get; init; }

        /// <summary>What was ruled of them, and stands.</summary>
        public Ruling? Ruling { get; init; }

        public required int Orders { get; init; }

        public DateTimeOffset? LastOrderAt { get; init; }

        public required int PlacesHeld { get; init; }
    }
}
