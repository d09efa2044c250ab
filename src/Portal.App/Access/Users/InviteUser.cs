using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Asks somebody in, with a first role, by a mailed one-time link. Inviting the same address again before it was accepted
/// adds the role, if it is another, and replaces the link; somebody who already has an account is given roles instead.
/// Nobody invites a second self, see <see cref="Appointment"/>.
/// </summary>
public sealed class InviteUser(UnitOfWork work, IEnumerable<IMembershipStep> steps, MailQueue mails, TimeProvider clock)
{
    /// <param name="PartnerId">For <see cref="Role.Partner"/>.</param>
    /// <param name="ShopId">For the roles of a shop.</param>
    /// <param name="Rights">For <see cref="Role.ShopStaff"/>; the usual ones when nothing is said.</param>
    public sealed record Input(
        string? Email, string? DisplayName, Role Role, Guid? PartnerId = null, Guid? ShopId = null, string Language = "vi",
        StaffRights? Rights = null);

    public sealed record Invited(Guid UserId, string Email);

    public Task<Outcome<Invited>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Invited>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var email = Contact.Email(input.Email);
            var errors = new[]
            {
                string.IsNullOrWhiteSpace(input.Email) ? new FieldError("email", FieldCodes.Required)
                    : email is null ? new FieldError("email", FieldCodes.EmailMalformed) : null,
                TextCheck.Text("displayName", input.DisplayName, Lengths.Name),
                await Organisations.CheckAsync(db, input.Role, input.PartnerId, input.ShopId, stop),
            }.OfType<FieldError>().ToList();
            if (errors.Count > 0)
                return Refusal.Invalid(errors);

            var user = await db.Users.Include(found => found.Memberships)
                .FirstOrDefaultAsync(found => found.NormalizedUserName == email!.ToUpperInvariant(), stop);
            if (user is { PasswordHash: not null } or { IsActive: false })
                return Refusal.Invalid(new FieldError("email", UserRefusals.Exists));

            if (await Appointment.RefuseAsync(db, actor, user?.Id ?? Guid.Empty, email!, input.Role, stop) is { } refusal)
                return refusal;

            if (user is null)
            {
                user = UserFactory.Make(email!, string.IsNullOrWhiteSpace(input.DisplayName)
                    ? email!.Split('@')[0] : input.DisplayName.Trim(), input.Language, clock);
                db.Users.Add(user);
            }

            var membership = Organisations.Membership(user.Id, input.Role, input.PartnerId, input.ShopId, clock, input.Rights);
            if (!user.Memberships.Exists(held => held.Role == membership.Role && held.OrganisationId == membership.OrganisationId))
                await RoleGiving.AddAsync(db, user, membership, steps, stop);

            await Invitations.SendAsync(db, user, input.Role, input.PartnerId, input.ShopId, mails, clock, stop);
            return new Invited(user.Id, email!);
        }, cancellationToken);
}
