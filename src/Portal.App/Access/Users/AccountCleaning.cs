using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Access.Staff;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Access.Users;

/// <summary>
/// Throws away, once an hour, what nobody needs any more of signing in: steps between password and code, counts of wrong attempts and of
/// shops' invitations that have run out, and sessions that have been over for half a year. The audit log keeps who signed in. Each by
/// itself and some rows at a time, so that nobody who signs in waits, and what cannot be thrown away keeps nothing else.
/// </summary>
public sealed class AccountCleaning(
    IDbContextFactory<PortalDb> contexts, FailedWork failed, TimeProvider clock, ILogger<AccountCleaning> log)
    : PeriodicWorker(TimeSpan.FromHours(1), failed, clock, log)
{
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(180);

    private readonly TimeProvider clock = clock;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
    [
        (StepsAsync, "Old steps of signing in could not be thrown away"),
        (CountsAsync, "Old counts of wrong attempts could not be thrown away"),
        (InvitationsAsync, "Old counts of shops' invitations could not be thrown away"),
        (SessionsAsync, "Old sessions could not be thrown away"),
    ];

    private async Task StepsAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.AccountTokens.Where(token => token.Purpose == AccountTokenPurpose.SecondStep && token.ExpiresAt < now)
            .DeleteInPartsAsync(token => token.ExpiresAt, stop);
    }

    private async Task CountsAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.AttemptCounts.Where(count => count.ExpiresAt < now).DeleteInPartsAsync(count => count.ExpiresAt, stop);
    }

    private async Task InvitationsAsync(CancellationToken stop)
    {
        var old = clock.GetUtcNow() - StaffInvitation.Window;
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.StaffInvitations.Where(invitation => invitation.SentAt < old)
            .DeleteInPartsAsync(invitation => invitation.SentAt, stop);
    }

    private async Task SessionsAsync(CancellationToken stop)
    {
        var old = clock.GetUtcNow() - KeepSessions;
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.UserSessions.Where(session => session.LastSeenAt < old).DeleteInPartsAsync(session => session.LastSeenAt, stop);
    }
}
