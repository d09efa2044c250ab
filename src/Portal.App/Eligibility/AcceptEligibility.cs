using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// Whoever holds the mailed link joins the programme (R4.3): as the partner with that address, who is made when there is
/// none, and with an account of the portal in the role of that partner. Accepting again changes nothing.
/// </summary>
public sealed class AcceptEligibility(
    UnitOfWork work, PortalKeys keys, CustomerContacts contacts, EligibilityStanding standing, ProgrammeEntry entry,
    IEnumerable<IMembershipStep> steps,
    IPasswordHasher<PortalUser> hasher, TimeProvider clock)
{
    /// <param name="Token">Out of the link.</param>
    /// <param name="Name">The person's own name; asked for when there is no partner with the address yet, as is the phone.</param>
    /// <param name="Password">Asked for when nobody can sign in with the address yet.</param>
    /// <param name="Consent">That the programme's terms are accepted.</param>
    public sealed record Input(string? Token, string? Name, string? Phone, string? Password, bool Consent);

    /// <param name="NewUser">The person whose password was just chosen, so that the page can begin their session.</param>
    public sealed record Accepted(Guid? PartnerId, Guid? NewUser);

    public Task<Outcome<Accepted>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Accepted>(async (db, stop) =>
        {
            if (await EligibilityQueries.ByTokenAsync(db, input.Token, stop) is not { } account)
                return TokenRefusals.Invalid;
            if (account.State == EligibilityState.Member)
                return new Accepted(account.PartnerId, null);
            await standing.SettleInvitedAsync(db, account, clock.GetUtcNow(), stop);
            if (EligibilityRefusals.Of(account.State) is { } closed)
                return closed;

            if (contacts.Email(account.ContactProtected) is not { } email)
                return TokenRefusals.Invalid;

            var partner = await db.Partners.FirstOrDefaultAsync(found => found.Email == email, stop);
            var user = await db.Users.Include(found => found.Memberships)
                .FirstOrDefaultAsync(found => found.NormalizedUserName == email.ToUpperInvariant(), stop);
            if (user is { IsActive: false })
                return Refusal.Conflict(UserRefusals.Deactivated);

            var phone = Contact.Phone(input.Phone);
            var needsPassword = user is not { PasswordHash: not null };
            var errors = new[]
            {
                partner is null ? TextCheck.RequiredText("name", input.Name, Lengths.Name) : null,
                partner is null && string.IsNullOrWhiteSpace(input.Phone) ? new FieldError("phone", FieldCodes.Required)
                    : partner is null && phone is null ? new FieldError("phone", FieldCodes.PhoneMalformed) : null,
                needsPassword ? PasswordPolicy.Check("password", input.Password, email, input.Name, partner?.Name) : null,
                input.Consent ? null : new FieldError("consent", EligibilityRefusals.ConsentRequired),
            }.OfType<FieldError>().ToList();
            if (errors.Count > 0)
                return Refusal.Invalid(errors);

            partner ??= await NewPartner.AddAsync(db, keys, clock, input.Name!, email, phone!, null, stop);
            await entry.EnterAsync(db, account, partner, stop);
            if (user is null)
            {
                user = UserFactory.Make(email, partner.Name, "vi", clock);
                db.Users.Add(user);
            }

            if (needsPassword)
            {
                // the mail reached them, and that is all that a confirmation of the address would say
                user.EmailConfirmed = true;
                UserFactory.SetPassword(user, input.Password!, hasher);
                await Invitations.EndAsync(db, user.Id, null, clock, stop);
            }

            if (!user.Memberships.Exists(held => held.Role == Role.Partner && held.PartnerId == partner.Id))
            {
                var membership = Organisations.Membership(user.Id, Role.Partner, partner.Id, null, clock);
                db.Memberships.Add(membership);
                foreach (var step in steps)
                    await step.GrantedAsync(db, membership, email, stop);
            }

            return new Accepted(partner.Id, needsPassword ? user.Id : null);
        }, cancellationToken);
}
