using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Puts an authenticator app in force once its first code fits, and answers the recovery codes, which are shown this one time.
/// Replacing an app takes a code of the old one, or a recovery code, and the first app takes the password: a stolen session alone must
/// not put the factor onto the thief's phone. All sessions end; this one goes on under a new id, with its second factor proved.
/// </summary>
public sealed class EnableAuthenticator(
    UnitOfWork work, CheckCode checkCode, SignInAttempts attempts, IPasswordHasher<PortalUser> hasher, AuthenticatorKeys keys,
    MailQueue mails, TimeProvider clock)
{
    /// <param name="Offer">The new key as the form carries it; see <see cref="AuthenticatorKeys.Offer"/>.</param>
    /// <param name="PresentCode">Of the app that is replaced.</param>
    /// <param name="Password">The person's own, when there is no app yet.</param>
    public sealed record Input(string? Offer, string? Code, string? PresentCode = null, string? Password = null);

    /// <param name="RecoveryCodes">Shown this one time.</param>
    /// <param name="SessionId">The session that follows; null for an actor without one.</param>
    public sealed record Enabled(IReadOnlyList<string> RecoveryCodes, Guid? SessionId);

    public async Task<Outcome<Enabled>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input.Code))
            return Refusal.Invalid(new FieldError("code", FieldCodes.Required));
        if (keys.Accept(actor.ClientId, input.Offer) is not { } key)
            return Refusal.Rule(UserRefusals.OfferExpired);
        if (Totp.MatchingStep(key, input.Code, TimeProvider.System.GetUtcNow()) is not { } step)
            return Refusal.Invalid(new FieldError("code", UserRefusals.CodeWrong));

        var presentProved = false;
        if (!string.IsNullOrWhiteSpace(input.PresentCode))
        {
            var present = await checkCode.RunAsync(actor, new CheckCode.Input(actor.ClientId, input.PresentCode), cancellationToken);
            if (present.Refusal is { } refusal)
                return refusal == SignInRefusals.Locked ? refusal : Refusal.Invalid(new FieldError("presentCode", UserRefusals.CodeWrong));
            presentProved = true;
        }
        else if (!string.IsNullOrEmpty(input.Password) && !await attempts.TakeReentryAsync(actor.ClientId, cancellationToken))
        {
            return SignInRefusals.Locked;
        }

        var known = false;
        var outcome = await work.RunAsync<Enabled>(actor, async (db, stop) =>
        {
            var user = await db.Users.FirstOrDefaultAsync(found => found.Id == actor.ClientId && found.IsActive, stop);
            if (user is null)
                return Refusal.NotFound();
            if (user.TwoFactorEnabled && !presentProved)
                return Refusal.Invalid(new FieldError("presentCode", FieldCodes.Required));
            if (!user.TwoFactorEnabled)
            {
                if (string.IsNullOrEmpty(input.Password))
                    return Refusal.Invalid(new FieldError("password", FieldCodes.Required));
                known = input.Password.Length <= PasswordPolicy.Longest && user.PasswordHash is { } hash
                    && hasher.VerifyHashedPassword(user, hash, input.Password) != PasswordVerificationResult.Failed;
                if (!known)
                    return Refusal.Invalid(new FieldError("password", UserRefusals.PasswordWrong));
            }

            user.AuthenticatorKeyProtected = keys.Protect(key);
            user.AuthenticatorStep = step;
            user.TwoFactorEnabled = true;
            await SessionEnding.AllAsync(db, user, SessionEnd.SecondFactorChanged, clock, stop);
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(code => code.UserId == user.Id).ToListAsync(stop));
            var codes = Enumerable.Range(0, AuthenticatorKeys.RecoveryCodeCount).Select(_ => AuthenticatorKeys.NewRecoveryCode()).ToList();
            db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode
            {
                Id = Ids.New(clock),
                UserId = user.Id,
                CodeHash = keys.HashOfRecoveryCode(user.Id, code),
            }));
            mails.Add(db, user.Mail(MailKind.AuthenticatorChanged).With("at", clock.GetUtcNow().ToString("O")));
            return new Enabled(codes, await SessionSuccession.SameRoleAsync(db, actor, _ => clock.GetUtcNow(), clock, stop));
        }, cancellationToken);
        if (known)
            await attempts.RightReentryAsync(actor.ClientId);
        return outcome;
    }
}
