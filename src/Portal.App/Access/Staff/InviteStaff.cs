using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>
/// A shop's owner offers somebody a place among the staff of their own shop. Who has no account is invited by a one-time link; who has one
/// is told by mail and takes the role up by switching to it. The answer is the same for both, and so is what the owner sees until then:
/// nobody learns here which addresses have accounts, or what their people are called.
/// </summary>
public sealed class InviteStaff(UnitOfWork work, IEnumerable<IMembershipStep> steps, MailQueue mails, TimeProvider clock)
{
    /// <summary>How many staff a shop may have, those counted who have not come yet.</summary>
    public const int MostPeople = 50;

    /// <param name="DisplayName">As the owner calls them; the beginning of the address when nothing is said.</param>
    /// <param name="Rights">What they may do beside reading.</param>
    public sealed record Input(string? Email, string? DisplayName, StaffRights Rights, string Language = "vi");

    /// <summary>Who was invited, as the owner wrote them.</summary>
    /// <param name="Id">Of their membership.</param>
    public sealed record Invited(Guid Id, string Email);

    public Task<Outcome<Invited>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Invited>(actor, async (db, stop) =>
        {
            if (StaffScope.OwnShop(actor) is not { } shop)
                return Refusal.Forbidden();

            var email = Contact.Email(input.Email);
            var errors = new[]
            {
                string.IsNullOrWhiteSpace(input.Email) ? new FieldError("email", FieldCodes.Required)
                    : email is null ? new FieldError("email", FieldCodes.EmailMalformed) : null,
                TextCheck.Text("displayName", input.DisplayName, Lengths.Name),
            }.OfType<FieldError>().ToList();
            if (errors.Count > 0)
                return Refusal.Invalid(errors);

            var user = await db.Users.FirstOrDefaultAsync(found => found.NormalizedUserName == email!.ToUpperInvariant(), stop);
            if (await Appointment.RefuseAsync(db, actor, user?.Id ?? Guid.Empty, email!, Role.ShopStaff, stop) is { } refusal)
                return refusal;
            if (user is not null && await db.Memberships.AnyAsync(held => held.ShopId == shop && held.UserId == user.Id, stop))
                return Refusal.Invalid(new FieldError("email", StaffRefusals.Present));
            if (await db.Memberships.CountAsync(held => held.ShopId == shop && held.Role == Role.ShopStaff, stop) >= MostPeople)
                return Refusal.Rule(StaffRefusals.TooMany).With("max", MostPeople.ToString(CultureInfo.InvariantCulture));
            if (await StaffInvitation.TakeAsync(db, shop, clock, stop) is { } usedUp)
                return usedUp;

            var name = string.IsNullOrWhiteSpace(input.DisplayName) ? email!.Split('@')[0] : input.DisplayName.Trim();
            if (user is null)
            {
                user = UserFactory.Make(email!, name, input.Language, clock);
                db.Users.Add(user);
            }

            var membership = Organisations.Membership(user.Id, Role.ShopStaff, null, shop, clock, input.Rights);
            membership.OfferedAs = name;
            await RoleGiving.AddAsync(db, user, membership, steps, stop);
            await OfferAsync(db, user, membership, mails, clock, stop);
            return new Invited(membership.Id, email!);
        }, cancellationToken);

    /// <summary>The mail; somebody who was shut out gets none, and nobody is told that they were.</summary>
    internal static Task OfferAsync(
        PortalDb db, PortalUser user, Membership membership, MailQueue mails, TimeProvider clock, CancellationToken cancellationToken) =>
        !user.IsActive ? Task.CompletedTask
        : user.PasswordHash is null
            ? Invitations.SendAsync(db, user, membership.Role, null, membership.ShopId, mails, clock, cancellationToken)
            : RoleGiving.TellAsync(db, user, membership, mails, cancellationToken);
}
