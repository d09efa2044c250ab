using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;

namespace Portal.App.Accounts;

/// <summary>
/// Reads an actor's right again from the database, for what must not be done on the strength of a cookie that is up to a
/// minute old: deciding who may do what.
/// </summary>
public static class Rights
{
    public static async Task<bool> StillHoldsAsync(PortalDb db, Actor actor, string permission, CancellationToken cancellationToken)
    {
        if (!actor.May(permission))
            return false;
        if (ReferenceEquals(actor, Actor.System))
            return true;
        if (actor.Role is not { } role)
            return await db.ApiKeys.AnyAsync(key => key.Id == actor.ClientId && key.RevokedAt == null, cancellationToken);

        return await db.Memberships.AnyAsync(
            membership => membership.UserId == actor.ClientId && membership.Role == role
                && db.Users.Any(user => user.Id == membership.UserId && user.IsActive),
            cancellationToken);
    }
}
