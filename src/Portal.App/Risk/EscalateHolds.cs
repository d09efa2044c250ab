using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Risk;

/// <summary>
/// Tells the admins of holds that nobody looked at in time, and again after each further period, until somebody does. Nothing is
/// ever released by time. Of nodes that find the same case due, one tells.
/// </summary>
public sealed class EscalateHolds(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, RiskReviewing reviewing, MailQueue mails, FailedWork failed,
    PortalSettings settings, TimeProvider clock)
{
    private const int AtOnce = 50;

    /// <summary>Where the mail leads; the case's id follows.</summary>
    private const string Path = "admin/risk?case=";

    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resting = db.Resting(WorkKind.HoldReminder, now);
        var due = await db.RiskCases.AsNoTracking()
            .Where(row => row.EscalateAt != null && row.EscalateAt <= now && !resting.Contains(row.Id))
            .OrderBy(row => row.EscalateAt).Take(AtOnce)
            .Select(row => new { row.Id, row.EscalateAt })
            .ToDictionaryAsync(row => row.Id, row => row.EscalateAt!.Value, cancellationToken);
        await failed.RunAsync(
            [.. due.Keys.Select(id => new WorkItem(WorkKind.HoldReminder, id, ""))],
            (item, stop) => EscalateAsync(item.Id, due[item.Id], stop), cancellationToken);
    }

    private Task EscalateAsync(Guid id, DateTimeOffset escalateAt, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var next = now + settings.Risk.EscalateEvery;
            var won = await db.RiskCases
                .Where(found => found.Id == id && found.EscalateAt == escalateAt && found.Held > 0 && found.DueAt != null
                    && found.DueAt <= now)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(found => found.EscalateAt, next)
                        .SetProperty(found => found.Escalations, found => found.Escalations + 1)
                        .SetProperty(found => found.Version, found => found.Version + 1),
                    stop);
            if (won == 0)
                return default(Done); // another node told, or somebody looked

            var row = await db.RiskCases.AsNoTracking().FirstAsync(found => found.Id == id, stop);
            var partner = await db.Partners.Where(found => found.Id == row.PartnerId).Select(found => found.Name).FirstAsync(stop);
            var admins = await db.Users.AsNoTracking()
                .Where(user => user.IsActive && user.PasswordHash != null
                    && user.Memberships.Any(membership => membership.Role == Role.Admin))
                .ToListAsync(stop);
            foreach (var admin in admins)
            {
                mails.Add(db, admin.Mail(MailKind.RiskEscalation)
                    .With("partner", partner)
                    .With("riskRule", row.Rule.ToString())
                    .With("rewards", $"{row.Held}")
                    .With("due", row.DueAt!.Value.ToString("O"))
                    .With("link", $"{Path}{row.Id}"));
            }

            reviewing.Log(db, row, RiskActionKind.Escalated, null, Actor.System.Name, row.Held);
            db.NotifyChange(ChangeTopics.Risk, row.Id, clock);
            return default(Done);
        },
        cancellationToken);
}
