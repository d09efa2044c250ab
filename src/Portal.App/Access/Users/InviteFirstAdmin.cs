using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The way into a new portal: while it has no admin who can sign in, the address in the settings is invited at the start.
/// Nothing happens once there is one, nor while an invitation of an admin is open, so starting again sends no second mail.
/// </summary>
public sealed class InviteFirstAdmin(IDbContextFactory<PortalDb> contexts, InviteUser invite, PortalSettings settings, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (settings.Portal.FirstAdmin.Length == 0 || await IsOnItsWayAsync(cancellationToken))
            return default(Done);

        var invited = await invite.RunAsync(actor, new InviteUser.Input(settings.Portal.FirstAdmin, null, Role.Admin), cancellationToken);
        return invited.Map(_ => default(Done));
    }

    private async Task<bool> IsOnItsWayAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(
            user => user.IsActive && user.Memberships.Any(membership => membership.Role == Role.Admin)
                && (user.PasswordHash != null
                    || db.AccountTokens.Any(token => token.UserId == user.Id && token.Purpose == AccountTokenPurpose.Invitation
                        && token.EndedAt == null && token.ExpiresAt > now)),
            cancellationToken);
    }
}
