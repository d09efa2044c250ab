using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// For whoever lost phone and recovery codes: an admin, who has made sure of the person, takes the second factor away; the
/// person sets up a new one at the next sign-in. Never for oneself.
/// </summary>
public sealed class ResetAuthenticator(UnitOfWork work, MailQueue mails, TimeProvider clock)
{
    public sealed record Input(Guid UserId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();
            if (input.UserId == actor.RootId)
                return Refusal.Rule(UserRefusals.OwnAccount);

            var user = await db.Users.FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (!user.TwoFactorEnabled)
                return default(Done);

            user.TwoFactorEnabled = false;
            user.AuthenticatorKeyProtected = null;
            await SessionEnding.AllAsync(db, user, SessionEnd.SecondFactorChanged, clock, stop);
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(code => code.UserId == user.Id).ToListAsync(stop));
            mails.Add(db, user.Mail(MailKind.AuthenticatorReset).With("at", clock.GetUtcNow().ToString("O")));
            return default(Done);
        }, cancellationToken);
}
