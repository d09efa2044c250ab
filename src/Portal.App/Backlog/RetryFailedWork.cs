using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Backlog;

/// <summary>
/// Somebody mended what work failed for, and does not want to wait for its pause: the worker tries it at its next turn, within a minute.
/// A mail that was given up goes out again. What has succeeded meanwhile is left alone.
/// </summary>
public sealed class RetryFailedWork(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(WorkKind Kind, Guid SubjectId);

    public async Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(BacklogPermissions.Retry))
            return Refusal.Forbidden();

        return await work.RunAsync<Done>(
            actor,
            async (db, stop) =>
            {
                if (await db.WorkFailures.FindAsync([input.Kind, input.SubjectId], stop) is not { } failure)
                    return default(Done);

                var now = clock.GetUtcNow();
                if (failure.Kind == WorkKind.Mail)
                {
                    await db.Outbox.Where(mail => mail.Id == failure.SubjectId && mail.FailedAt != null)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(mail => mail.FailedAt, (DateTimeOffset?)null).SetProperty(mail => mail.Attempts, 0)
                            .SetProperty(mail => mail.DueAt, now), stop);
                    db.WorkFailures.Remove(failure);
                }
                else
                {
                    failure.NextAt = now;
                }

                db.Audit(
                    actor, clock, AuditActions.WorkRetried, failure.Subject.Length > 0 ? failure.Subject : failure.Kind.ToString(),
                    failure.SubjectId,
                    new { failure.Kind, failure.Attempts, failure.Error });
                return default(Done);
            },
            cancellationToken);
    }
}
