using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Whoever holds the mailed link names themselves and chooses their password, once.</summary>
public sealed class AcceptInvitation(UnitOfWork work, IPasswordHasher<PortalUser> hasher, TimeProvider clock)
{
    public sealed record Input(string? Token, string? DisplayName, string? Password);

    /// <returns>The person's id, so that the page can begin their session.</returns>
    public Task<Outcome<Guid>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Guid>(async (db, stop) =>
        {
            var token = await Invitations.FindAsync(db, input.Token, AccountTokenPurpose.Invitation, clock, stop);
            var user = token is null ? null : await db.Users.FirstAsync(found => found.Id == token.UserId, stop);
            if (user is not { PasswordHash: null })
                return TokenRefusals.Invalid;

            var errors = new[]
            {
                TextCheck.RequiredText("displayName", input.DisplayName, Lengths.Name),
                PasswordPolicy.Check("password", input.Password, [.. await Organisations.NamesOfAsync(db, user, stop), input.DisplayName]),
            }.OfType<FieldError>().ToList();
            if (errors.Count > 0)
                return Refusal.Invalid(errors);

            // The link that was found, not only those that are still open by now: its row says whether somebody was first.
            token!.EndedAt = clock.GetUtcNow();
            await Invitations.EndAsync(db, user.Id, null, clock, stop);
            UserFactory.Rename(user, input.DisplayName!.Trim());
            UserFactory.SetPassword(user, input.Password!, hasher);
            user.EmailConfirmed = true;
            return user.Id;
        }, cancellationToken);
}

/// <summary>Why a mailed link does not work.</summary>
public static class TokenRefusals
{
    /// <summary>Used, replaced by a newer one, expired or made up: the same answer for all.</summary>
    public static readonly Refusal Invalid = Refusal.Rule(UserRefusals.LinkInvalid);
}
