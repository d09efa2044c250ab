using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Writes one group of requests in the transaction of its caller: new orders are stored, events are applied, and what later groups have to
/// do about it is done by their steps; one query or statement a kind. Decides each request's answer.
/// </summary>
public sealed class OrderWriter(
    ProgrammeCatalogue catalogue, IEnumerable<IOrderStep> steps, NewOrderWriter orders, OrderEventWriter events, Rights rights,
    TimeProvider clock)
{
    /// <returns>What is to be done after the commit.</returns>
    internal async Task<WrittenGroup> WriteAsync(PortalDb db, IReadOnlyList<IntakeRequest> group, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await RefuseReplaysAsync(db, await RefuseEndedAsync(db, group, cancellationToken), now, cancellationToken);

        // R10.1: what was in force when the requests came may not be any more
        var programmes = await catalogue.KeepAsync(db, [.. open.Select(request => request.ShopId)], cancellationToken);
        var intake = new IntakeTransaction(db, programmes, now);
        intake.Begin(steps);
        await orders.WriteAsync(intake, [.. open.OfType<OrdersRequest>()], cancellationToken);
        await events.WriteAsync(intake, [.. open.OfType<EventRequest>()], cancellationToken);
        foreach (var request in open)
        {
            if (request.Actor.Call is { } call && request.Effect is { } effect)
                intake.Answers.Add(call.Answered(request.Actor.ClientId, effect, now));
        }

        foreach (var step in intake.Steps)
            await step.EndAsync(cancellationToken);
        await db.InsertAsync(intake.Changes, cancellationToken);
        await db.InsertAsync(intake.Answers, cancellationToken);
        return new WrittenGroup(intake.Changes, intake.Steps);
    }

    /// <summary>Requests of those whose rights have ended are refused; the others are returned.</summary>
    private async Task<IReadOnlyList<IntakeRequest>> RefuseEndedAsync(
        PortalDb db, IReadOnlyList<IntakeRequest> group, CancellationToken cancellationToken)
    {
        var refuse = await rights.RefuseAsync(db, group.Select(request => request.Actor), cancellationToken);
        var open = new List<IntakeRequest>(group.Count);
        foreach (var request in group)
        {
            if (refuse(request.Actor) is { } ended)
                request.Refuse(ended);
            else
                open.Add(request);
        }

        return open;
    }

    /// <summary>Requests whose idempotency key was used are answered; the others are returned.</summary>
    private static async Task<IReadOnlyList<IntakeRequest>> RefuseReplaysAsync(
        PortalDb db, IReadOnlyList<IntakeRequest> group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = group.Select(request => request.Actor.Call?.Key).OfType<string>().Distinct().ToArray();
        if (keys.Length == 0)
            return group;

        var clients = group.Select(request => request.Actor.ClientId).Distinct().ToArray();
        var earlier = await db.IdempotentRequests.AsNoTracking()
            .Where(request => clients.Contains(request.ClientId) && keys.Contains(request.Key))
            .ToDictionaryAsync(request => (request.ClientId, request.Key), cancellationToken);
        if (earlier.Count == 0)
            return group;

        var open = new List<IntakeRequest>();
        foreach (var request in group)
        {
            var call = request.Actor.Call;
            var answered = call is null ? null : earlier.GetValueOrDefault((request.Actor.ClientId, call.Key));
            if (answered is not null && answered.ExpiresAt <= now)
            {
                // over, but not yet cleared away: its row makes room for the new one
                await db.IdempotentRequests
                    .Where(row => row.ClientId == answered.ClientId && row.Key == answered.Key)
                    .ExecuteDeleteAsync(cancellationToken);
                answered = null;
            }

            if (call?.Against(answered) is { } refusal)
                request.Refuse(refusal);
            else
                open.Add(request);
        }

        return open;
    }
}
