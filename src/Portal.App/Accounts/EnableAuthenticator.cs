using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Outbox;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// Puts an authenticator app in force once its first code fits, and answers the recovery codes, which are shown this one time.
/// Replacing an app takes a code of the old one, or a recovery code: a stolen session alone must not move the factor to the
/// thief's phone. Other sessions end; the page begins this one anew, with its second factor proved.
/// </summary>
public sealed class EnableAuthenticator(Work work, CheckCode checkCode, AuthenticatorKeys keys, MailQueue mails, TimeProvider clock)
{
    /// <param name="Offer">The new key as the form carries it; see <see cref="AuthenticatorKeys.Offer"/>.</param>
    /// <param name="PresentCode">Of the app that is replaced.</param>
    public sealed record Input(string? Offer, string? Code, string? PresentCode = null);

    public async Task<Outcome<IReadOnlyList<string>>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input.Code))
            return Refusal.Invalid(new FieldError("code", FieldCodes.Required));
        if (keys.Accept(actor.ClientId, input.Offer) is not { } key)
            return Refusal.Rule("authenticator_offer_expired");
        if (Totp.MatchingStep(key, input.Code, TimeProvider.System.GetUtcNow()) is not { } step)
            return Refusal.Invalid(new FieldError("code", "code_wrong"));

        var presentProved = false;
        if (!string.IsNullOrWhiteSpace(input.PresentCode))
        {
            var present = await checkCode.RunAsync(actor, new CheckCode.Input(actor.ClientId, input.PresentCode), cancellationToken);
            if (present.Refusal is { } refusal)
                return refusal == SignInRefusals.Locked ? refusal : Refusal.Invalid(new FieldError("presentCode", "code_wrong"));
            presentProved = true;
        }

        return await work.RunAsync<IReadOnlyList<string>>(actor, async (db, stop) =>
        {
            var user = await db.Users.FirstOrDefaultAsync(found => found.Id == actor.ClientId && found.IsActive, stop);
            if (user is null)
                return Refusal.NotFound();
            if (user.TwoFactorEnabled && !presentProved)
                return Refusal.Invalid(new FieldError("presentCode", FieldCodes.Required));

            user.AuthenticatorKeyProtected = keys.Protect(key);
            user.AuthenticatorStep = step;
            user.TwoFactorEnabled = true;
            UserFactory.EndSessions(user);
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(code => code.UserId == user.Id).ToListAsync(stop));
            var codes = Enumerable.Range(0, AuthenticatorKeys.RecoveryCodeCount).Select(_ => AuthenticatorKeys.NewRecoveryCode()).ToList();
            db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode
            {
                Id = Ids.New(clock),
                UserId = user.Id,
                CodeHash = keys.HashOfRecoveryCode(user.Id, code),
            }));
            mails.Add(db, Mail.To(user, MailKind.AuthenticatorChanged).With("at", clock.GetUtcNow().ToString("O")));
            return codes;
        }, cancellationToken);
    }
}
