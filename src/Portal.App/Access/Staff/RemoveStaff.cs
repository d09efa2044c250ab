using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>
/// A shop's owner takes somebody out of the staff of their own shop: their sessions in it end. Whoever has not accepted yet and was invited
/// to nothing else finds that the link no longer works.
/// </summary>
public sealed class RemoveStaff(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Id">Of the membership.</param>
    public sealed record Input(Guid Id);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            var found = await StaffScope.FindOwnAsync(db, actor, input.Id, stop);
            if (found.Refusal is { } unknown)
                return unknown;

            var membership = found.Value;
            await RoleGiving.EndAsync(db, membership, clock, stop);
            var hasMore = await db.Memberships.AnyAsync(held => held.UserId == membership.UserId && held.Id != membership.Id, stop);
            if (!hasMore && await db.Users.AnyAsync(user => user.Id == membership.UserId && user.PasswordHash == null, stop))
                await Invitations.EndAsync(db, membership.UserId, AccountTokenPurpose.Invitation, clock, stop);
            return default(Done);
        }, cancellationToken);
}
