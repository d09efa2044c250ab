using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Reading;

/// <summary>Which of its orders a shop wants to see. What is null does not narrow.</summary>
/// <param name="Status">One of the three states.</param>
/// <param name="Held">Only those with a payment that came after the cancellation and waits for review (R2.1).</param>
/// <param name="Placed">When the order was placed.</param>
/// <param name="Source">The shop's own word for where the order came from.</param>
/// <param name="Search">Part of the order's number or of a product's name, with or without diacritics.</param>
/// <param name="IntroducedBy">Who introduced the customer (R7.6); of shops with a surcharge programme.</param>
/// <param name="Surcharge">One of <see cref="SurchargeDecisions"/>, likewise.</param>
/// <param name="Mark">How it stands between the shop's weekly statements and the ledger (R7.8), likewise.</param>
/// <param name="Customer">Only those of the customer whose order this is.</param>
public sealed record ShopOrderFilter(
    OrderStatus? Status = null, bool Held = false, Period? Placed = null, string? Source = null, string? Search = null,
    Introducer? IntroducedBy = null, string? Surcharge = null, Guid? Customer = null, ReconciliationMark? Mark = null);

/// <summary>
/// An order in its shop's list. Amounts are đồng; <see cref="Reward"/> is what partners get for it before tax, unless it was taken back;
/// promotions are the discounts that platform and shop gave.
/// </summary>
public sealed record ShopOrderRow(
    Guid Id, string Code, DateTimeOffset PlacedAt, OrderStatus Status, DateTimeOffset StatusAt, string? CancellationReason, bool Held,
    string Product, int Lines, string? Source, long Paid, long Reward, long PlatformPromotion, long OwnPromotion, ShopSurcharge? Surcharge);

/// <summary>
/// How many orders stand in one state, what customers paid for them, and what it comes to in surcharges where the shop pays any.
/// </summary>
public sealed record ShopOrderSum(
    OrderStatus Status, bool Held, int Orders, long Paid, long PlatformPromotions, long OwnPromotions, ShopSurchargeSum? Surcharge);

/// <summary>The sums behind tabs, tiles and total rows: one query, so that they agree.</summary>
public sealed record ShopOrderSums(IReadOnlyList<ShopOrderSum> Parts)
{
    public static readonly ShopOrderSums None = new([]);

    public int Held => Parts.Where(part => part.Held).Sum(part => part.Orders);

    public int Orders(OrderStatus? status = null) => Parts.Where(part => status is null || part.Status == status).Sum(part => part.Orders);

    public int Orders(ShopOrderFilter filter) => Of(filter).Sum(part => part.Orders);

    public Dong Paid(ShopOrderFilter filter) => new(Of(filter).Sum(part => part.Paid));

    public ShopSurchargeTotals Surcharges(ShopOrderFilter filter) => new(
        new(Of(filter).Sum(part => part.Surcharge?.Base ?? 0)),
        new(Of(filter).Sum(part => part.PlatformPromotions)),
        new(Of(filter).Sum(part => part.OwnPromotions)),
        new(Amount(filter, SurchargeDecisions.Charged)),
        new(Amount(filter, SurchargeDecisions.Pending)));

    /// <summary>How many orders' surcharges stand so.</summary>
    /// <param name="state">One of <see cref="SurchargeDecisions"/>.</param>
    public int InState(string state) => Of(new ShopOrderFilter(), state).Sum(part => part.Orders);

    private long Amount(ShopOrderFilter filter, string state) => Of(filter, state).Sum(part => part.Surcharge!.Amount);

    private IEnumerable<ShopOrderSum> Of(ShopOrderFilter filter, string state) => Of(filter)
        .Where(part => part.Surcharge is { } sum
            && SurchargeDecisions.Of(sum.Decided, part.Status, sum.WasEarned ? DateTimeOffset.UnixEpoch : null) == state);

    private IEnumerable<ShopOrderSum> Of(ShopOrderFilter filter) =>
        Parts.Where(part => (filter.Status is null || part.Status == filter.Status) && (!filter.Held || part.Held));
}

/// <summary>
/// What a part of a stretch of time holds of the list: orders, what customers paid, and the surcharges that are charged or, while their
/// orders are pending, expected.
/// </summary>
public sealed record ShopOrderPart(int Orders, Dong Paid, Dong Charged, Dong Expected)
{
    public static readonly ShopOrderPart None = new(0, Dong.Zero, Dong.Zero, Dong.Zero);
}

/// <summary>What the shop's side sheet shows of an order besides <see cref="OrderView"/>; programmes by their names.</summary>
public sealed record ShopOrderDetail(
    string Code, string? CustomerId, string? PickupPoint, string? Source, DateTimeOffset ReceivedAt,
    IReadOnlyList<ShopOrderLine> Lines, IReadOnlyDictionary<string, string> ProgrammeNames);

/// <summary>
/// A shop's orders: list, sums, one, export. All limited to the actor's own shop (R10.5); none asks more of the database for
/// more rows.
/// </summary>
public sealed class ShopOrderQueries(IDbContextFactory<PortalDb> contexts)
{
    public const string SortByCode = "code";
    public const string SortByPlaced = "placed";
    public const string SortByChanged = "changed";
    public const string SortByPaid = "paid";
    public const string SortBySurcharge = "surcharge";

    private const int MostSources = 100;

    /// <summary>One page of the list. How many rows the whole of it has is in <see cref="SumsAsync"/>.</summary>
    public async Task<IReadOnlyList<ShopOrderRow>> ListAsync(
        Actor actor, ShopOrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programme = await SurchargeProgrammeAsync(db, actor, cancellationToken);
        return await Rows(db, Sorted(Filtered(db, actor, filter, programme), page).Skip(page.Skip).Take(page.Size))
            .ToListAsync(cancellationToken);
    }

    /// <summary>True for a shop that pays surcharges: it has a programme of that template (R7).</summary>
    public async Task<bool> PaysSurchargesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SurchargeProgrammeAsync(db, actor, cancellationToken) is not null;
    }

    /// <summary>The sums over the filter, whatever state it asks for: the tabs show all of them.</summary>
    public async Task<ShopOrderSums> SumsAsync(Actor actor, ShopOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programme = await SurchargeProgrammeAsync(db, actor, cancellationToken);
        return new ShopOrderSums(await Filtered(db, actor, filter with { Status = null, Held = false }, programme)
            .GroupBy(line => new
            {
                line.Order.Status,
                line.Order.HasHeldEvents,
                line.Decision!.Code,
                WasEarned = line.Order.EarnedAt != null,
                IntroducedBy = (Introducer?)line.Surcharge!.IntroducedBy,
            })
            .Select(group => new ShopOrderSum(
                group.Key.Status, group.Key.HasHeldEvents, group.Count(), group.Sum(line => line.Order.Paid),
                group.Sum(line => line.Order.PlatformDiscount), group.Sum(line => line.Order.ShopDiscount),
                group.Key.IntroducedBy == null ? null : new ShopSurchargeSum(
                    group.Key.Code, group.Key.WasEarned, group.Key.IntroducedBy.Value,
                    group.Sum(line => line.Surcharge!.Base), group.Sum(line => line.Surcharge!.Amount))))
            .ToListAsync(cancellationToken));
    }

    /// <summary>
    /// What the list that the filter shows holds in each part of the time, for its chart. <paramref name="filter"/> says of what time;
    /// the parts cut it up.
    /// </summary>
    /// <param name="actor">Whose shop it is.</param>
    /// <param name="filter">The list's own.</param>
    /// <param name="starts">Where each part starts, ascending; the last one goes on to the end of the filter's time.</param>
    public async Task<IReadOnlyList<ShopOrderPart>> PartsAsync(
        Actor actor, ShopOrderFilter filter, IReadOnlyList<DateTimeOffset> starts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programme = await SurchargeProgrammeAsync(db, actor, cancellationToken);
        var sums = await Filtered(db, actor, filter, programme)
            .GroupBy(TimeParts.Of<Line>(line => line.Order.PlacedAt, starts))
            .Select(group => new
            {
                Part = group.Key,
                Orders = group.Count(),
                Paid = group.Sum(line => line.Order.Paid),
                // as InState says it
                Charged = group.Sum(line => line.Order.Status == OrderStatus.Successful && line.Decision!.Code == SurchargeDecisions.Charged
                    ? line.Surcharge!.Amount
                    : 0),
                Expected = group.Sum(
                    line => line.Order.Status == OrderStatus.Pending && line.Decision!.Code != SurchargeDecisions.BeforeProgram
                    ? line.Surcharge!.Amount
                    : 0),
            })
            .ToDictionaryAsync(sum => sum.Part,
                sum => new ShopOrderPart(sum.Orders, new Dong(sum.Paid), new Dong(sum.Charged), new Dong(sum.Expected)), cancellationToken);
        return [.. starts.Select((_, at) => sums.GetValueOrDefault(at, ShopOrderPart.None))];
    }

    /// <summary>The local day of the oldest order that the filter shows; null when it shows none.</summary>
    public async Task<DateOnly?> FirstDayAsync(Actor actor, ShopOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programme = await SurchargeProgrammeAsync(db, actor, cancellationToken);
        var first = await Filtered(db, actor, filter, programme)
            .OrderBy(line => line.Order.PlacedAt)
            .Select(line => (DateTimeOffset?)line.Order.PlacedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return first is { } placed ? LocalCalendar.Day(placed) : null;
    }

    /// <summary>The sources that the shop's orders name, for the filter.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Mine(db, actor)
            .Where(order => order.Source != null)
            .Select(order => order.Source!)
            .Distinct()
            .OrderBy(source => source)
            .Take(MostSources)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// What the shop calls the customer of one of its orders: their id there, else the order's number; null when it is not the shop's.
    /// </summary>
    public async Task<string?> CustomerNameAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Mine(db, actor).Where(order => order.Id == orderId).Select(order => order.CustomerId ?? order.ExternalId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What belongs to one of the shop's orders; null when it is not the shop's.</summary>
    public async Task<ShopOrderDetail?> DetailAsync(Actor actor, Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await Mine(db, actor)
            .Where(order => order.Id == orderId)
            .Select(order => new { order.ShopId, order.ExternalId, order.CustomerId, order.PickupPoint, order.Source, order.ReceivedAt })
            .FirstOrDefaultAsync(cancellationToken);
        if (order is null)
            return null;

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.OrderId == orderId)
            .OrderBy(line => line.Number)
            .Select(line => new ShopOrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))
            .ToListAsync(cancellationToken);
        var names = await db.Programmes.AsNoTracking()
            .Where(programme => programme.ShopId == order.ShopId)
            .ToDictionaryAsync(programme => programme.Code, programme => programme.Name, cancellationToken);
        return new ShopOrderDetail(order.ExternalId, order.CustomerId, order.PickupPoint, order.Source, order.ReceivedAt, lines, names);
    }

    /// <summary>
    /// All that the filter shows, in the list's order, row by row: an export of any size never lies in memory. Nothing for whoever may not
    /// take it out (R9.6).
    /// </summary>
    public async IAsyncEnumerable<ShopOrderRow> ExportAsync(
        Actor actor, ShopOrderFilter filter, PageRequest order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.ShopExport))
            yield break;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programme = await SurchargeProgrammeAsync(db, actor, cancellationToken);
        var rows = Rows(db, Sorted(Filtered(db, actor, filter, programme), order));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return row;
    }

    // R10.5: without the right or without a shop there is nothing whose orders could be seen
    private static IQueryable<Order> Mine(PortalDb db, Actor actor)
    {
        var shop = actor.May(Permission.ShopOrdersRead) ? actor.ShopId : null;
        return db.Orders.AsNoTracking().Where(order => order.ShopId == shop);
    }

    /// <summary>The shop's first programme of this template; a second one, by mistake, must not show its orders twice.</summary>
    private static Task<Guid?> SurchargeProgrammeAsync(PortalDb db, Actor actor, CancellationToken cancellationToken)
    {
        var shop = actor.May(Permission.ShopOrdersRead) ? actor.ShopId : null;
        return db.Programmes.AsNoTracking()
            .Where(programme => programme.ShopId == shop && programme.Template == ProgrammeTemplate.RentalSurcharge)
            .OrderBy(programme => programme.CreatedAt).ThenBy(programme => programme.Id)
            .Select(programme => (Guid?)programme.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Line> Filtered(PortalDb db, Actor actor, ShopOrderFilter filter, Guid? programme)
    {
        var orders = Mine(db, actor);
        if (filter.Status is { } status)
            orders = orders.Where(order => order.Status == status);
        if (filter.Held)
            orders = orders.Where(order => order.HasHeldEvents);
        if (filter.Placed is { Start: var start, End: var end })
            orders = orders.Where(order => order.PlacedAt >= start && order.PlacedAt < end);
        if (filter.Source is { } source)
            orders = orders.Where(order => order.Source == source);
        if (filter.Customer is { } customer)
        {
            orders = orders.Where(order => order.AccountKey != null
                && Mine(db, actor).Any(theirs => theirs.Id == customer && theirs.AccountKey == order.AccountKey));
        }

        if (SearchText.Fold(filter.Search) is { Length: > 0 } text)
            orders = orders.Where(order => order.SearchText.Contains(text));

        var surcharges = db.Surcharges.Where(row => row.ProgrammeId == programme && !row.IsReplaced);
        var decisions = db.OrderDecisions.Where(row => row.ProgrammeId == programme);
        var lines =
            from order in orders
            join surcharge in surcharges on order.Id equals surcharge.OrderId into found
            from surcharge in found.DefaultIfEmpty()
            join decision in decisions on new { surcharge.OrderId, Number = surcharge.DecisionNumber }
                equals new { decision.OrderId, decision.Number } into decided
            from decision in decided.DefaultIfEmpty()
            select new Line { Order = order, Surcharge = surcharge, Decision = decision };
        if (filter.IntroducedBy is { } by)
            lines = lines.Where(line => line.Surcharge!.IntroducedBy == by);
        if (filter.Mark is { } mark)
            lines = Marked(db, lines, mark);
        return filter.Surcharge is { } state ? InState(lines, state) : lines;
    }

    /// <summary><see cref="StatementStates.Mark"/>, as databases say it.</summary>
    private static IQueryable<Line> Marked(PortalDb db, IQueryable<Line> lines, ReconciliationMark mark)
    {
        var marked = lines.Where(line => line.Surcharge != null).Select(line => new
        {
            Line = line,
            IsStated = db.Surcharges.Any(row => row.OrderId == line.Order.Id && row.Stated != null),
            Stated = db.Surcharges.Where(row => row.OrderId == line.Order.Id).Sum(row => row.Stated ?? 0),
            IsOwed = line.Order.Status == OrderStatus.Successful,
            Owed = line.Surcharge!.PlatformPromotion - line.Surcharge.Amount,
        });
        return mark switch
        {
            ReconciliationMark.Open => marked.Where(row => !row.IsStated
                && (row.Line.Order.Status == OrderStatus.Pending || (row.IsOwed && row.Owed != 0))).Select(row => row.Line),
            ReconciliationMark.Matched => marked.Where(row => row.IsStated
                && ((row.IsOwed && row.Stated == row.Owed) || (!row.IsOwed && row.Stated == 0))).Select(row => row.Line),
            ReconciliationMark.Over => marked.Where(row => row.IsStated
                && ((row.IsOwed && row.Stated < row.Owed) || (!row.IsOwed && row.Stated < 0))).Select(row => row.Line),
            _ => marked.Where(row => row.IsStated
                && ((row.IsOwed && row.Stated > row.Owed) || (!row.IsOwed && row.Stated > 0))).Select(row => row.Line),
        };
    }

    /// <summary><see cref="SurchargeDecisions.Of"/>, as databases say it.</summary>
    private static IQueryable<Line> InState(IQueryable<Line> lines, string state)
    {
        var due = lines.Where(line => line.Decision!.Code != SurchargeDecisions.BeforeProgram);
        return state switch
        {
            SurchargeDecisions.BeforeProgram => lines.Where(line => line.Decision!.Code == SurchargeDecisions.BeforeProgram),
            SurchargeDecisions.Pending => due.Where(line => line.Order.Status == OrderStatus.Pending),
            SurchargeDecisions.Void => due.Where(line => line.Order.Status == OrderStatus.Cancelled && line.Order.EarnedAt == null),
            SurchargeDecisions.Reversed => due.Where(line => line.Order.Status == OrderStatus.Cancelled && line.Order.EarnedAt != null),
            _ => due.Where(line => line.Order.Status == OrderStatus.Successful && line.Decision!.Code == state),
        };
    }

    private static IQueryable<Line> Sorted(IQueryable<Line> lines, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByCode, false) => lines.OrderBy(line => line.Order.ExternalId),
            (SortByCode, true) => lines.OrderByDescending(line => line.Order.ExternalId),
            (SortByChanged, false) => lines.OrderBy(line => line.Order.StatusAt),
            (SortByChanged, true) => lines.OrderByDescending(line => line.Order.StatusAt),
            (SortByPaid, false) => lines.OrderBy(line => line.Order.Paid),
            (SortByPaid, true) => lines.OrderByDescending(line => line.Order.Paid),
            (SortBySurcharge, false) => lines.OrderBy(line => line.Surcharge!.Amount),
            (SortBySurcharge, true) => lines.OrderByDescending(line => line.Surcharge!.Amount),
            (SortByPlaced, false) => lines.OrderBy(line => line.Order.PlacedAt),
            _ => lines.OrderByDescending(line => line.Order.PlacedAt),
        };

        // rows that are equal in what is sorted by must not change places between two pages
        return page.Descending ? sorted.ThenByDescending(line => line.Order.Id) : sorted.ThenBy(line => line.Order.Id);
    }

    private static IQueryable<ShopOrderRow> Rows(PortalDb db, IQueryable<Line> lines) => lines.Select(line => new ShopOrderRow(
        line.Order.Id, line.Order.ExternalId, line.Order.PlacedAt, line.Order.Status, line.Order.StatusAt, line.Order.CancellationReason,
        line.Order.HasHeldEvents,
        line.Order.Lines.OrderBy(of => of.Number).Select(of => of.Name).FirstOrDefault() ?? "", line.Order.Lines.Count, line.Order.Source,
        line.Order.Paid,
        db.Rewards
            .Where(reward => reward.OrderId == line.Order.Id && (reward.State == RewardState.Pending || reward.State == RewardState.Earned))
            .Sum(reward => reward.Gross),
        line.Order.PlatformDiscount, line.Order.ShopDiscount,
        line.Surcharge == null || line.Decision == null ? null : ShopSurcharge.Of(
            line.Decision.Code, line.Order.Status, line.Order.EarnedAt, line.Surcharge.IntroducedBy,
            line.Surcharge.FreeOrder, line.Surcharge.FreeOrders, line.Surcharge.Base, line.Surcharge.Amount,
            line.Surcharge.PlatformPromotion,
            db.Surcharges.Any(row => row.OrderId == line.Order.Id && row.Stated != null),
            db.Surcharges.Where(row => row.OrderId == line.Order.Id).Sum(row => row.Stated ?? 0))));

    /// <summary>An order with the surcharge in force and the decision that it follows from; both null where the shop pays none.</summary>
    private sealed class Line
    {
        public required Order Order { get; init; }

        public required Surcharge? Surcharge { get; init; }

        public required OrderDecision? Decision { get; init; }
    }
}
