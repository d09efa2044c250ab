using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>There is always an admin who can sign in.</summary>
internal static class Admins
{
    /// <summary>
    /// True when somebody else remains who can act as admin without this person's admin role. Marks all of them as read, so
    /// that of two admins who take each other's role at the same time one is too late.
    /// </summary>
    public static async Task<bool> RemainWithoutAsync(PortalDb db, Guid userId, CancellationToken cancellationToken)
    {
        var admins = await db.Users
            .Where(user => user.IsActive && user.PasswordHash != null && user.Memberships.Any(membership => membership.Role == Role.Admin))
            .ToListAsync(cancellationToken);
        foreach (var admin in admins)
            admin.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        return admins.Exists(admin => admin.Id != userId);
    }
}
