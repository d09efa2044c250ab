using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Reminds whoever has the turn before the due date, and does with what nobody answered by it what its programme says (R8.8). Of nodes that
/// find the same case due, one acts.
/// </summary>
public sealed class WatchDisputes(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, DisputeDeciding deciding, DisputeMails mails, FailedWork failed,
    PortalSettings settings, TimeProvider clock)
{
    private const int AtOnce = 50;

    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resting = db.Resting(WorkKind.DisputeDue, now);
        var due = await db.Disputes.AsNoTracking()
            .Where(row => row.NoticeAt != null && row.NoticeAt <= now && !resting.Contains(row.Id))
            .OrderBy(row => row.NoticeAt).Take(AtOnce)
            .Select(row => new { row.Id, row.Number, At = row.NoticeAt!.Value })
            .ToListAsync(cancellationToken);
        var at = due.ToDictionary(row => row.Id, row => row.At);
        await failed.RunAsync(
            due.ConvertAll(row => new WorkItem(WorkKind.DisputeDue, row.Id, row.Number ?? "")),
            (item, stop) => ActAsync(item.Id, at[item.Id], stop), cancellationToken);
    }

    private Task ActAsync(Guid id, DateTimeOffset noticeAt, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var row = await db.Disputes.SingleAsync(found => found.Id == id, stop);
            if (row.NoticeAt != noticeAt || row.DueAt is not { } due || !row.State.IsPending())
                return default(Done); // another node acted, or somebody answered

            row.NoticeAt = settings.Disputes.Clock().NoticeAfter(due, now);
            row.Version++;
            await db.SaveChangesAsync(stop);
            if (due > now)
            {
                await mails.RemindAsync(db, row, stop);
                db.Step(row, DisputeStepKind.Reminded, DisputeParty.Portal, Actor.System.Name, null, clock);
            }
            else
            {
                await LateAsync(db, row, now, stop);
            }

            db.NotifyDispute(row, clock);
            return default(Done);
        },
        cancellationToken);

    private async Task LateAsync(PortalDb db, Dispute row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var act = DisputeFlow.WhenUnanswered(
            row.State, row.AppealedAt is not null, await UnansweredDisputes.OfAsync(db, row, now, cancellationToken));
        if (act != UnansweredDispute.Escalate)
        {
            var accept = act == UnansweredDispute.Accept;
            var next = DisputeFlow.After(row.State, accept ? DisputeAct.Accept : DisputeAct.Reject, DisputeParty.Portal);
            var turn = new DisputeTurn(db, row, DisputeParty.Portal, row.State, Actor.System, now, cancellationToken);

            // what cannot be ruled by itself is a person's to look at
            if (!accept || (await DisputeDeciding.DraftAsync(db, row, cancellationToken) is { } draft
                && await deciding.CheckAsync(db, draft, cancellationToken) is null))
            {
                row.State = next.Value;
                if (await deciding.DecideAsync(turn, accept, DisputeReasons.Unanswered) is { } refused)
                    throw new InvalidOperationException($"{row.Number} could not be decided: {refused.Code}");

                return;
            }
        }

        row.EscalatedAt ??= now;
        await mails.EscalateAsync(db, row, cancellationToken);
        db.Step(row, DisputeStepKind.Escalated, DisputeParty.Portal, Actor.System.Name, null, clock);
    }
}

/// <summary>Reasons that the portal gives, as codes that have their words (<c>DisputeReason_…</c>).</summary>
public static class DisputeReasons
{
    /// <summary>Nobody answered by the due date (R8.8).</summary>
    public const string Unanswered = "unanswered";
}
