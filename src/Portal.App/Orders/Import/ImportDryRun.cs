using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>Counts what would happen to the orders of a report if it were imported, and stores nothing.</summary>
public sealed class ImportDryRun(IDbContextFactory<PortalDb> contexts, OrderContent content, TimeProvider clock)
{
    /// <summary>
    /// The dry run's question to the database: which of these are there already, are they the same, and is what happened to them known?
    /// </summary>
    internal async Task CompareAsync(
        OrderImport import, List<ReportOrder> good, ImportProgress progress, CancellationToken cancellationToken)
    {
        var numbers = good.Select(order => order.Order!.ExternalId).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId))
            .Select(order => new { order.Id, order.ExternalId, order.Content, order.PlacedAt, order.Status })
            .ToDictionaryAsync(order => order.ExternalId, StringComparer.Ordinal, cancellationToken);
        var ids = stored.Values.Select(order => order.Id).ToArray();
        var events = (await db.OrderEvents.AsNoTracking().Where(row => ids.Contains(row.OrderId)).ToListAsync(cancellationToken))
            .ToLookup(row => row.OrderId, OrderRows.Fact);
        var returned = events.SelectMany(own => own.Where(fact => fact.Part is not null).Select(_ => own.Key))
            .Concat(good.Where(order => order.Return is not null && stored.ContainsKey(order.Order!.ExternalId))
                .Select(order => stored[order.Order!.ExternalId].Id))
            .Distinct().ToArray();
        var parts = await OrderHistory.LoadAsync(db, returned, withContents: false, cancellationToken, returning: returned);
        var wholes = await db.Orders.AsNoTracking().Where(order => returned.Contains(order.Id))
            .ToDictionaryAsync(order => order.Id, cancellationToken);
        var former = (await db.OrderContents.AsNoTracking().Where(row => ids.Contains(row.OrderId))
            .Select(row => new { row.OrderId, row.Content }).ToListAsync(cancellationToken))
            .ToLookup(row => row.OrderId, row => row.Content);
        foreach (var order in good)
        {
            if (!stored.TryGetValue(order.Order!.ExternalId, out var known))
            {
                progress.New++;
                progress.Events += order.Event is null ? 0 : 1;
                var goods = OrderContentBody.Of(order.Order).Goods;
                ForeseeReturn(order, order.Order.PlacedAt, order.Event is { } first ? [Fact(first)] : [], progress, _ => goods, goods);
                continue;
            }

            var said = content.Of(order.Order);
            var differences = OrderContent.Differences(known.Content, said);
            if (differences.Count > 0 && !former[known.Id].Any(one => one.AsSpan().SequenceEqual(said)))
            {
                // refused, unless whoever imports says that they are to be amended
                progress.Amended += known.Status == OrderStatus.Pending && OrderContent.CanBeAmended(differences) ? 1 : 0;
                var conflict = Refusal.Conflict(OrderRefusals.Conflict).With("fields", string.Join(", ", differences));
                progress.Refuse([RowProblems.Whole(order, conflict)], again: false);
                continue;
            }

            progress.Known++;
            var facts = events[known.Id].ToList();
            if (order.Event is { } happened && Foresee(order, happened, known.PlacedAt, facts, progress, Contents))
                facts.Add(Fact(happened));
            if (order.Return is not null)
                ForeseeReturn(order, known.PlacedAt, facts, progress, Contents, Contents(wholes[known.Id].AmendedBy));

            OrderGoods Contents(string? amendedBy) => parts.Goods(wholes[known.Id], amendedBy);
        }
    }

    /// <summary>What taking in the event would do (R2.1, R2.4); false where it is there already.</summary>
    private bool Foresee(
        ReportOrder order, OrderEventInput happened, DateTimeOffset placedAt, IReadOnlyList<OrderEventFact> facts, ImportProgress progress,
        Func<string?, OrderGoods> contents)
    {
        if (facts.FirstOrDefault(fact => fact.EventId == happened.Id) is { } there)
        {
            if (there.Reason != happened.Reason || there.Note != happened.Note)
                progress.Note(RowProblems.Whole(
                    order, Refusal.Conflict(OrderRefusals.EventConflict)
                    .With("fields", there.Reason == happened.Reason ? "note" : "reason")));
            return false;
        }

        progress.Events++;
        if (OrderTimeline.Fold(placedAt, [.. facts, Fact(happened)], contents).Holds(happened.Id))
            progress.Note(RowProblems.Whole(order, Refusal.Conflict(OrderRefusals.EventHeld)));
        return true;
    }

    /// <summary>What would come back (R2.6).</summary>
    private void ForeseeReturn(
        ReportOrder order, DateTimeOffset placedAt, IReadOnlyList<OrderEventFact> facts, ImportProgress progress,
        Func<string?, OrderGoods> contents, OrderGoods goods)
    {
        if (order.Return is not { } returned)
            return;

        var state = OrderTimeline.Fold(placedAt, [.. facts, Fact(returned)], contents);
        if (state.ExceedingReturns.Contains(returned.Id))
        {
            progress.Note(RowProblems.Whole(order, Refusal.Rule(OrderRefusals.ReturnExceedsOrder)));
            return;
        }

        progress.Return(state.History, returned.Id);
        var back = state.Back(goods);
        if (RowProblems.OfReturn(
            order, state.Status, state.CancellationReason, (back.Lines.Sum(line => line.Quantity), back.Amount.Amount)) is { } problem)
            progress.Note(problem);
    }

    private OrderEventFact Fact(OrderEventInput happened) =>
        new(happened.Id, happened.Type, happened.Reason, happened.Note, happened.OccurredAt, clock.GetUtcNow(), "")
        {
            Part = happened.Part,
        };
}
