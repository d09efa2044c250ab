using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Changes one's own password, with the present one. Wrong ones count towards the lock, so that an unlocked screen is no
/// place to guess. All sessions end, and with them every copy of their cookies; this one goes on under a new id.
/// </summary>
public sealed class ChangePassword(
    UnitOfWork work, SignInAttempts attempts, MailQueue mails, IPasswordHasher<PortalUser> hasher, TimeProvider clock)
{
    public sealed record Input(string? Current, string? New);

    /// <param name="SessionId">The session that follows; null for an actor without one.</param>
    public sealed record Changed(Guid? SessionId);

    public async Task<Outcome<Changed>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(input.Current))
            return Refusal.Invalid(new FieldError("current", FieldCodes.Required));
        if (!await attempts.TakeReentryAsync(actor.ClientId, cancellationToken))
            return SignInRefusals.Locked;

        var known = false;
        var outcome = await work.RunAsync<Changed>(actor, async (db, stop) =>
        {
            var user = await db.Users.FirstOrDefaultAsync(
                found => found.Id == actor.ClientId && found.IsActive && found.PasswordHash != null, stop);
            if (user is null)
                return Refusal.NotFound();

            known = input.Current.Length <= PasswordPolicy.Longest
                && hasher.VerifyHashedPassword(user, user.PasswordHash!, input.Current) != PasswordVerificationResult.Failed;
            if (!known)
                return Refusal.Invalid(new FieldError("current", UserRefusals.PasswordWrong));
            if (PasswordPolicy.Check("new", input.New, await Organisations.NamesOfAsync(db, user, stop)) is { } error)
                return Refusal.Invalid(error);
            if (input.New == input.Current)
                return Refusal.Invalid(new FieldError("new", UserRefusals.PasswordUnchanged));

            await Invitations.EndAsync(db, user.Id, null, clock, stop);
            UserFactory.SetPassword(user, input.New!, hasher);
            mails.Add(db, user.Mail(MailKind.PasswordChanged).With("at", clock.GetUtcNow().ToString("O")));
            db.Audit(actor, clock, AuditActions.PasswordChanged, user.DisplayName, user.Id);
            await SessionEnding.AllAsync(db, user, SessionEnd.PasswordChanged, clock, stop);
            return new Changed(await SessionSuccession.SameRoleAsync(db, actor, before => before.SecondFactorAt, clock, stop));
        }, cancellationToken);
        if (known)
            await attempts.RightReentryAsync(actor.ClientId);
        return outcome;
    }
}
