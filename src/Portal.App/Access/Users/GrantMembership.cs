using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Gives somebody a further role and tells them by mail. A role that needs a second factor gives nothing until they have one.
/// Granting what is already held changes nothing. Nobody grants themselves anything, see <see cref="Appointment"/>.
/// </summary>
public sealed class GrantMembership(UnitOfWork work, IEnumerable<IMembershipStep> steps, MailQueue mails, TimeProvider clock)
{
    /// <param name="Rights">For <see cref="Role.ShopStaff"/>; the usual ones when nothing is said.</param>
    public sealed record Input(Guid UserId, Role Role, Guid? PartnerId = null, Guid? ShopId = null, StaffRights? Rights = null);

    /// <returns>The membership's id.</returns>
    public Task<Outcome<Guid>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Guid>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var user = await db.Users.Include(found => found.Memberships).FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (!user.IsActive)
                return Refusal.Conflict(UserRefusals.Deactivated);
            if (await Appointment.RefuseAsync(db, actor, user.Id, user.Email!, input.Role, stop) is { } refusal)
                return refusal;
            if (await Organisations.CheckAsync(db, input.Role, input.PartnerId, input.ShopId, stop) is { } error)
                return Refusal.Invalid(error);

            var membership = Organisations.Membership(user.Id, input.Role, input.PartnerId, input.ShopId, clock, input.Rights);
            if (user.Memberships.Find(held => held.Role == membership.Role && held.OrganisationId == membership.OrganisationId)
                is { } present)
                return present.Id;

            await RoleGiving.AddAsync(db, user, membership, steps, stop);
            if (user.PasswordHash is not null)
                await RoleGiving.TellAsync(db, user, membership, mails, stop);
            return membership.Id;
        }, cancellationToken);
}
