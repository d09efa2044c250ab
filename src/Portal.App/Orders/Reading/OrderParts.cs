using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Reading;

/// <summary>
/// What belongs to a number of orders, loaded with one query a kind however many orders there are: events, the decisions in
/// force, rewards, surcharges. For a partner only what concerns him (R10.5): of an order that was his and is somebody else's
/// now he learns just that.
/// </summary>
internal sealed class OrderParts
{
    private readonly ILookup<Guid, OrderEventRow> events;
    private readonly ILookup<Guid, (string Programme, OrderDecision Decision)> decisions;
    private readonly ILookup<Guid, Reward> rewards;
    private readonly Dictionary<(Guid Order, Guid Programme), Surcharge> surcharges;
    private readonly ILookup<Guid, OrderContentRow> contents;
    private readonly Guid? partner;

    private OrderParts(
        ILookup<Guid, OrderEventRow> events,
        ILookup<Guid, (string Programme, OrderDecision Decision)> decisions,
        ILookup<Guid, Reward> rewards,
        IEnumerable<Surcharge> surcharges,
        ILookup<Guid, OrderContentRow> contents,
        Guid? partner)
    {
        this.contents = contents;
        this.events = events;
        this.decisions = decisions;
        this.rewards = rewards;
        this.surcharges = surcharges.ToDictionary(row => (row.OrderId, row.ProgrammeId));
        this.partner = partner;
    }

    /// <param name="db">Where from.</param>
    /// <param name="orders">Ids of the orders.</param>
    /// <param name="partner">Only what concerns this partner (R10.5); null for everything.</param>
    /// <param name="change">True when the rewards are going to be changed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<OrderParts> LoadAsync(
        PortalDb db, IReadOnlyCollection<Guid> orders, Guid? partner, bool change, CancellationToken cancellationToken)
    {
        var ids = orders.Distinct().ToArray();
        var eventRows = await db.OrderEvents.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId))
            .ToListAsync(cancellationToken);
        var decisionRows = await db.OrderDecisions.AsNoTracking()
            .Where(decision => ids.Contains(decision.OrderId))
            .Join(db.Programmes, decision => decision.ProgrammeId, programme => programme.Id,
                (decision, programme) => new { programme.Code, Decision = decision })
            .ToListAsync(cancellationToken);
        var rewardRows = await db.Rewards.AsTracking(change ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Where(reward => ids.Contains(reward.OrderId) && !reward.IsSuperseded && (partner == null || reward.PartnerId == partner))
            .ToListAsync(cancellationToken);
        var surchargeRows = partner is not null ? [] : await db.Surcharges.AsNoTracking()
            .Where(row => ids.Contains(row.OrderId) && !row.IsReplaced)
            .ToListAsync(cancellationToken);

        // only an amended order has more than the content that is in its own columns
        var amended = eventRows.Where(row => row.Type == OrderEventType.Amended).Select(row => row.OrderId).Distinct().ToArray();
        var contentRows = partner is not null || amended.Length == 0 ? []
            : await db.OrderContents.AsNoTracking().Where(row => amended.Contains(row.OrderId)).ToListAsync(cancellationToken);

        return new OrderParts(
            eventRows.ToLookup(row => row.OrderId),
            decisionRows
                .GroupBy(row => (row.Decision.OrderId, row.Decision.ProgrammeId))
                .Where(rows => partner is not { } only || rows.Any(row => Concerns(row.Decision, only)))
                .Select(rows => rows.MaxBy(row => row.Decision.Number)!)
                .OrderBy(row => row.Code, StringComparer.Ordinal)
                .ToLookup(row => row.Decision.OrderId, row => (row.Code, row.Decision)),
            rewardRows.ToLookup(reward => reward.OrderId),
            surchargeRows,
            contentRows.ToLookup(row => row.OrderId),
            partner);
    }

    public IEnumerable<OrderEventRow> Events(Guid orderId) => events[orderId];

    public IEnumerable<Reward> Rewards(Guid orderId) => rewards[orderId];

    /// <summary>The fingerprints of all contents that an amended order had.</summary>
    public IReadOnlyList<byte[]> Contents(Guid orderId) => [.. contents[orderId].Select(row => row.Content)];

    public OrderView View(Order order) =>
        View(order, OrderTimeline.Fold(order.PlacedAt, [.. events[order.Id].Select(OrderRows.Fact)]));

    public OrderView View(Order order, OrderState state)
    {
        var view = OrderRows.View(order, state, [.. decisions[order.Id].Select(row => Programme(order, row.Programme, row.Decision))]);

        // one that came after the events were read belongs to the next reading
        var told = contents[order.Id].Where(row => view.History.Any(change => change.EventId == row.EventId)).OrderBy(row => row.Number);
        view = view with { Contents = [.. told.Select(row => Content(order, view, row))] };
        return partner is null ? view : view with { History = [.. view.History.Select(ForPartner)] };
    }

    private static OrderContentView Content(Order order, OrderView view, OrderContentRow row)
    {
        var body = OrderContentBody.Parse(row.Body);
        var change = view.History.First(change => change.EventId == row.EventId);
        return new OrderContentView(
            row.EventId, change.At, change.By, row.EventId == order.AmendedBy,
            [.. body.Lines.Select(line => new ShopOrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount))], body.Amounts);
    }

    /// <summary>
    /// R10.5: who at the shop entered it, and what he noted for his own, is not the partner's to read. A note that stands in for
    /// the reason is.
    /// </summary>
    private static StatusChange ForPartner(StatusChange change) =>
        change with { By = "", Note = change.Reason == CancellationReasons.Other ? change.Note : null };

    private OrderProgrammeView Programme(Order order, string programme, OrderDecision decision)
    {
        var ofProgramme = rewards[order.Id].Where(reward => reward.ProgrammeId == decision.ProgrammeId);
        if (partner is not { } only || Concerns(decision, only))
            return OrderRows.View(order, decision, programme, ofProgramme, surcharges.GetValueOrDefault((order.Id, decision.ProgrammeId)));

        // R10.5: whose it is now, and by which click, is not his to know
        return new OrderProgrammeView(
            programme, null, LookupReasons.AnotherPartner,
            [TraceStep.Of("R1.11", TraceOutcomes.CreditMoved, ("decidedAt", decision.DecidedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))],
            [.. ofProgramme.Select(OrderRows.View)]);
    }

    private static bool Concerns(OrderDecision decision, Guid partner) => decision.PartnerId == partner || decision.CandidateId == partner;
}
