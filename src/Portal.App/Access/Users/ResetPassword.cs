using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Sets a new password with a mailed link, once; all sessions end, a lock is lifted, and the person is told by mail. The
/// second factor stays: whoever reads somebody's mail still lacks their phone.
/// </summary>
public sealed class ResetPassword(UnitOfWork work, MailQueue mails, IPasswordHasher<PortalUser> hasher, TimeProvider clock)
{
    public sealed record Input(string? Token, string? Password);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Done>(async (db, stop) =>
        {
            var token = await Invitations.FindAsync(db, input.Token, AccountTokenPurpose.PasswordReset, clock, stop);
            if (token is null)
                return TokenRefusals.Invalid;

            var user = await db.Users.FirstAsync(found => found.Id == token.UserId, stop);
            if (PasswordPolicy.Check("password", input.Password, await Organisations.NamesOfAsync(db, user, stop)) is { } error)
                return Refusal.Invalid(error);

            // The link that was found, not only those that are still open by now: its row says whether somebody was first.
            token!.EndedAt = clock.GetUtcNow();
            await Invitations.EndAsync(db, user.Id, null, clock, stop);
            UserFactory.SetPassword(user, input.Password!, hasher);

            // a new password buys no fresh guesses at codes: their count stays
            await SignInAttempts.ForgetAsync(db, user, stop);
            await SessionEnding.AllAsync(db, user, SessionEnd.PasswordChanged, clock, stop);
            db.Audit(SessionAudit.Person(user, actor.Address), clock, AuditActions.PasswordChanged, user.DisplayName, user.Id);
            mails.Add(db, user.Mail(MailKind.PasswordChanged).With("at", clock.GetUtcNow().ToString("O")));
            return default(Done);
        }, cancellationToken);
}
