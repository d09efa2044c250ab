using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Mails a one-time link for a new password, when the address belongs to somebody who can sign in. The answer is the same
/// when it does not, and the page makes it take as long. At most one mail in two minutes goes to one person.
/// </summary>
public sealed class RequestPasswordReset(UnitOfWork work, MailQueue mails, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    public sealed record Input(string? Email);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Done>(async (db, stop) =>
        {
            if (string.IsNullOrWhiteSpace(input.Email))
                return Refusal.Invalid(new FieldError("email", FieldCodes.Required));
            if (Contact.Email(input.Email) is not { } email)
                return Refusal.Invalid(new FieldError("email", FieldCodes.EmailMalformed));

            var since = clock.GetUtcNow() - Pause;
            var user = await db.Users.FirstOrDefaultAsync(
                found => found.NormalizedEmail == email.ToUpperInvariant() && found.IsActive && found.PasswordHash != null
                    && !db.AccountTokens.Any(
                        token => token.UserId == found.Id && token.Purpose == AccountTokenPurpose.PasswordReset && token.CreatedAt > since),
                stop);
            if (user is null)
                return default(Done);

            var (token, row) = await Invitations.ReplaceAsync(db, user.Id, AccountTokenPurpose.PasswordReset, clock, stop);
            mails.Add(db, user.Mail(MailKind.PasswordReset)
                .With("link", $"account/reset-password?token={token}")
                .With("expires", row.ExpiresAt.ToString("O")));
            return default(Done);
        }, cancellationToken);
}
