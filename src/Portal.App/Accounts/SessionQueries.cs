using Microsoft.EntityFrameworkCore;
using Portal.App.Data;

namespace Portal.App.Accounts;

/// <summary>Whether a session that began earlier still holds; asked at most once a minute for each cookie and open page.</summary>
public sealed class SessionQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>
    /// True while the person is active, nothing has ended his sessions since (password, second factor, deactivation), and he
    /// still has the role in which he acts.
    /// </summary>
    public async Task<bool> HoldsAsync(Guid userId, string stamp, Guid? membershipId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(
            user => user.Id == userId && user.IsActive && user.SecurityStamp == stamp
                && (membershipId == null || user.Memberships.Any(membership => membership.Id == membershipId)),
            cancellationToken);
    }
}
