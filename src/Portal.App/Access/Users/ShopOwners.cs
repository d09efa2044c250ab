using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>Who owns shops, for what the portal tells them.</summary>
internal static class ShopOwners
{
    /// <summary>Those who can sign in, by shop; one query for any number of shops.</summary>
    public static async Task<ILookup<Guid, PortalUser>> OfAsync(
        PortalDb db, IReadOnlyCollection<Guid> shops, CancellationToken cancellationToken)
    {
        var owners = await db.Memberships.AsNoTracking()
            .Where(held => held.Role == Role.ShopOwner && held.ShopId != null && shops.Contains(held.ShopId.Value))
            .Join(db.Users.AsNoTracking().Where(user => user.IsActive && user.PasswordHash != null), held => held.UserId, user => user.Id,
                (held, user) => new { ShopId = held.ShopId!.Value, User = user })
            .OrderBy(owner => owner.User.Id).ToListAsync(cancellationToken);
        return owners.ToLookup(owner => owner.ShopId, owner => owner.User);
    }
}
