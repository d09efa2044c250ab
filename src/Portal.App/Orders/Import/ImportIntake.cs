using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>Takes in the orders of a report, through the use cases of the API and in the name of whoever uploaded it.</summary>
public sealed class ImportIntake(
    IDbContextFactory<PortalDb> contexts, OrderContent content, RecordOrders recordOrders, RecordOrderEvent recordEvent)
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(500);

    internal async Task TakeAsync(
        OrderImport import, List<ReportOrder> good, ImportProgress progress, CancellationToken cancellationToken)
    {
        var actor = await UploaderAsync(import, cancellationToken);
        var recorded = await NotBusyAsync(
            () => recordOrders.RunAsync(
                actor, new RecordOrders.Input(import.ShopId, [.. good.Select(order => order.Order!)]), cancellationToken),
            cancellationToken);
        if (recorded.Refusal == Rights.Ended)
            throw new RightsEndedException();
        if (!recorded.Succeeded)
            throw new InvalidOperationException($"The orders of an import were refused: {recorded.Refusal!.Code}");

        var taken = new List<(ReportOrder Order, bool Created)>();
        var amended = new List<(ReportOrder Order, Refusal Refusal)>();
        foreach (var (order, result) in good.Zip(recorded.Value.Results))
        {
            if (result.Refusal is null)
                taken.Add((order, result.Created));
            else if (import.Amends && result.Refusal.Code == OrderRefusals.Conflict)
                amended.Add((order, result.Refusal));
            else
                progress.Refuse([RowProblems.Whole(order, result.Refusal)], again: false);
        }

        taken.AddRange(await AmendAsync(import, actor, amended, progress, cancellationToken));

        // Sent together, so that they share commits.
        var events = taken.Where(row => row.Order.Event is not null)
            .Select(row => (row.Order, Recording: NotBusyAsync(
                () => recordEvent.RunAsync(
                    actor, new RecordOrderEvent.Input(import.ShopId, row.Order.OrderId!, row.Order.Event!), cancellationToken),
                cancellationToken)))
            .ToList();
        await Task.WhenAll(events.Select(row => row.Recording));

        var earlier = await TakenBeforeAsync(
            import, taken.TrueForAll(row => row.Created) ? [] : [.. taken.Select(row => row.Order.OrderId!)], cancellationToken);
        foreach (var (order, created) in taken.Where(row => !amended.Exists(one => one.Order == row.Order)))
        {
            if (created || earlier.Orders.Contains(order.OrderId!))
                progress.New++;
            else
                progress.Known++;
        }

        foreach (var (order, recording) in events)
        {
            var outcome = await recording;
            if (outcome.Refusal is { } refusal)
            {
                // an earlier report said it first, and neither knew when it happened
                var said = refusal.Code == OrderRefusals.EventConflict && refusal.Facts.GetValueOrDefault("fields") == "occurredAt"
                    && order.Event!.Id.StartsWith(ReportReader.UntimedPrefix, StringComparison.Ordinal);
                if (!said)
                    progress.Note(RowProblems.Whole(order, refusal));
                continue;
            }

            if (outcome.Value.Held)
                progress.Note(RowProblems.Whole(order, Refusal.Conflict(OrderRefusals.EventHeld)));
            if (outcome.Value.Created || earlier.Events.Contains((order.OrderId!, order.Event!.Id)))
                progress.Events++;
        }

        await BringBackAsync(import, actor, [.. taken.Select(row => row.Order).Where(order => order.Return is not null)], progress,
            cancellationToken);
    }

    /// <summary>R2.6: what came back by the report, once it is known what happened to the orders.</summary>
    private async Task BringBackAsync(
        OrderImport import, Actor actor, IReadOnlyList<ReportOrder> orders, ImportProgress progress, CancellationToken cancellationToken)
    {
        var sent = orders.Select(order => (order, Recording: NotBusyAsync(
            () => recordEvent.RunAsync(
                actor, new RecordOrderEvent.Input(import.ShopId, order.OrderId!, order.Return!), cancellationToken),
            cancellationToken))).ToList();
        await Task.WhenAll(sent.Select(one => one.Recording));
        foreach (var (order, recording) in sent)
        {
            var outcome = await recording;
            if (outcome.Refusal is { } refusal)
            {
                progress.Note(RowProblems.Whole(order, refusal));
                continue;
            }

            var stands = outcome.Value.Order;
            progress.Return(stands.History, order.Return!.Id);
            var known = (stands.Returned?.Lines.Sum(line => line.Quantity) ?? 0, stands.Returned?.Amount ?? 0);
            if (RowProblems.OfReturn(order, stands.Status, stands.CancellationReason, known) is { } problem)
                progress.Note(problem);
        }
    }

    /// <summary>
    /// R2.7: gives stored orders the content that the file has. The event's id is made of that content, so that the same file again, or
    /// a worker that takes over, amends nothing twice.
    /// </summary>
    /// <returns>Those that were amended.</returns>
    private async Task<IReadOnlyList<(ReportOrder Order, bool Created)>> AmendAsync(
        OrderImport import, Actor actor, IReadOnlyList<(ReportOrder Order, Refusal Refusal)> different, ImportProgress progress,
        CancellationToken cancellationToken)
    {
        var sent = different.Select(one => (one.Order, Recording: NotBusyAsync(
            () => recordEvent.RunAsync(actor,
                new RecordOrderEvent.Input(import.ShopId, one.Order.OrderId!, Amendment(import, one.Order.Order!)), cancellationToken),
            cancellationToken))).ToList();
        await Task.WhenAll(sent.Select(one => one.Recording));

        var amended = new List<(ReportOrder, bool)>();
        foreach (var ((order, recording), (_, conflict)) in sent.Zip(different))
        {
            var refusal = (await recording).Refusal;
            if (refusal is null)
            {
                progress.Amended++;
                amended.Add((order, false));
            }
            else
            {
                // what an amendment cannot change differs: the order is another one, as is said without it
                progress.Refuse([RowProblems.Whole(order, refusal.Fields.Count > 0 ? conflict : refusal)], again: false);
            }
        }

        return amended;
    }

    private OrderEventInput Amendment(OrderImport import, OrderInput order) => new(
        $"report:{Convert.ToHexStringLower(SHA256.HashData(content.Of(order)))[..32]}", OrderEventType.Amended, null, null,
        import.UploadedAt, order);

    /// <summary>
    /// What is there already because this import, run by a worker that died, has put it there: it counts as new, so that the
    /// result is the same as if nobody had died.
    /// </summary>
    private async Task<(HashSet<string> Orders, HashSet<(string Order, string Event)> Events)> TakenBeforeAsync(
        OrderImport import, string[] numbers, CancellationToken cancellationToken)
    {
        if (numbers.Length == 0)
            return ([], []);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId) && order.ReceivedAt >= import.StartedAt)
            .Select(order => order.ExternalId)
            .ToListAsync(cancellationToken);
        var events = await db.OrderEvents.AsNoTracking()
            .Where(row => row.RecordedAt >= import.StartedAt)
            .Join(
                db.Orders.Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId)),
                row => row.OrderId, order => order.Id, (row, order) => new { order.ExternalId, row.EventId })
            .ToListAsync(cancellationToken);
        return ([.. orders], [.. events.Select(row => (row.ExternalId, row.EventId))]);
    }

    /// <summary>Waits while the intake has more to do than it takes on: an import is in no hurry, and a lost row would be worse.</summary>
    private static async Task<Outcome<T>> NotBusyAsync<T>(Func<Task<Outcome<T>>> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await send();
            if (outcome.Refusal is not { Kind: RefusalKind.TooMany or RefusalKind.Unavailable })
                return outcome;
            await Task.Delay(BusyPause, cancellationToken);
        }
    }

    /// <summary>
    /// Who uploaded it, in a role of theirs that may report the shop's orders; the intake reads it again with each group (R10.5).
    /// </summary>
    private async Task<Actor> UploaderAsync(OrderImport import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = await db.Memberships.AsNoTracking()
            .Where(held => held.UserId == import.UploadedById
                && (held.OrganisationId == import.ShopId || held.OrganisationId == Guid.Empty))
            .ToListAsync(cancellationToken);
        return roles.ConvertAll(
            held => new Actor(import.UploadedById, import.UploadedBy, null, held.ShopId, Permission.Of(held.Role, held.Rights))
            {
                Role = held.Role,
                StaffRights = held.Rights,
            })
                .Find(held => held.MayForShop(import.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite))
            ?? throw new RightsEndedException();
    }
}

/// <summary>Whoever uploaded the report may not report the shop's orders any more.</summary>
internal sealed class RightsEndedException : Exception;
