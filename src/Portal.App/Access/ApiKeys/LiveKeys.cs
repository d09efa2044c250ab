using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;

namespace Portal.App.Access.ApiKeys;

/// <summary>Which keys work, and how they end with whoever stands behind them.</summary>
internal static class LiveKeys
{
    /// <summary>
    /// Keys that were not revoked, whose maker still has the role in which they made them, and behind whom nobody stands who was shut out.
    /// The last two hold by themselves, whatever is revoked: a key that is made at the moment in which its maker's role is taken does not
    /// outlive it.
    /// </summary>
    public static IQueryable<ApiKey> Of(PortalDb db) => db.ApiKeys.Where(key => key.RevokedAt == null
        && (key.MembershipId == null
            || db.Memberships.Any(held => held.Id == key.MembershipId && db.Users.Any(user => user.Id == held.UserId && user.IsActive)))
        && (key.RootId == null || !db.Users.Any(user => user.Id == key.RootId && !user.IsActive)));

    /// <summary>Ends the keys that a person made, and those that these made.</summary>
    public static Task RevokeOfPersonAsync(PortalDb db, Guid userId, TimeProvider clock, CancellationToken cancellationToken) =>
        RevokeAsync(db, db.ApiKeys.Where(key => key.RootId == userId), clock, cancellationToken);

    /// <summary>Ends the keys that were made in a role, and those that these made.</summary>
    public static Task RevokeOfMembershipAsync(PortalDb db, Guid membershipId, TimeProvider clock, CancellationToken cancellationToken) =>
        RevokeAsync(db, db.ApiKeys.Where(key => key.MembershipId == membershipId), clock, cancellationToken);

    /// <summary>Ends the keys that a key made. They make none themselves: what a key makes is a shop's or a partner's.</summary>
    public static Task RevokeOfKeyAsync(PortalDb db, Guid keyId, TimeProvider clock, CancellationToken cancellationToken) =>
        RevokeAsync(db, db.ApiKeys.Where(key => key.MadeById == keyId), clock, cancellationToken);

    public static void Revoke(PortalDb db, ApiKey key, TimeProvider clock)
    {
        if (key.RevokedAt is not null)
            return;

        key.RevokedAt = clock.GetUtcNow();
        db.NotifyChange(ChangeTopics.ApiKey, key.Id, clock, key.PartnerId, key.ShopId);
    }

    private static async Task RevokeAsync(PortalDb db, IQueryable<ApiKey> keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var key in await keys.Where(key => key.RevokedAt == null).ToListAsync(cancellationToken))
            Revoke(db, key, clock);
    }
}
