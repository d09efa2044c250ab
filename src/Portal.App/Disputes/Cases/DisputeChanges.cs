using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// What every step about a case has in common: it is found among those that the actor may know of, the domain says whether it can be done,
/// and its row is written first, so that of two at once the second looks again and finds what the first did.
/// </summary>
public sealed class DisputeChanges(UnitOfWork work, DisputeQueries queries, TimeProvider clock)
{
    /// <param name="actor">Of one of both sides, or a reviewer.</param>
    /// <param name="id">The dispute.</param>
    /// <param name="act">What is done.</param>
    /// <param name="before">Why it may not be done after all; null: nothing hinders it.</param>
    /// <param name="change">Does the rest; the row stands where it is to stand.</param>
    /// <param name="cancellationToken">Ends it up to the point where it is saved.</param>
    internal Task<Outcome<DisputeDetail>> RunAsync(
        Actor actor, Guid id, DisputeAct act, Func<DisputeTurn, Task<Refusal?>>? before, Func<DisputeTurn, Task<Refusal?>> change,
        CancellationToken cancellationToken) => work.RunAsync<DisputeDetail>(
        actor,
        async (db, stop) =>
        {
            if (await db.Disputes.VisibleTo(actor).SingleOrDefaultAsync(row => row.Id == id, stop) is not { } row)
                return Refusal.NotFound(DisputeRefusals.NotFound);

            var party = row.PartyOf(actor);
            if (party == DisputeParty.Reviewer && !actor.May(DisputePermissions.Review))
                return Refusal.Forbidden();

            var next = DisputeFlow.After(row.State, act, party);
            if (next.Refusal is { } no)
                return no;

            var turn = new DisputeTurn(db, row, party, row.State, actor, clock.GetUtcNow(), stop);
            if (before is not null && await before(turn) is { } hindered)
                return hindered;

            row.State = next.Value;
            row.Version++;
            await db.SaveChangesAsync(stop);
            if (await change(turn) is { } refused)
                return refused;

            db.NotifyDispute(row, clock);
            await db.SaveChangesAsync(stop);
            return await queries.DetailAsync(db, actor, row, stop);
        },
        cancellationToken);
}

/// <summary>A step that is being taken.</summary>
/// <param name="Row">Tracked.</param>
/// <param name="Was">Where it stood before.</param>
internal sealed record DisputeTurn(
    PortalDb Db, Dispute Row, DisputeParty Party, DisputeState Was, Actor Actor, DateTimeOffset Now, CancellationToken Stop);
