using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>Whose staff somebody looks after (R10.5): of owners that of their own shop, of the operator's admins that of all.</summary>
internal static class StaffScope
{
    /// <summary>The shop whose staff the actor looks after as its owner; null of anybody else.</summary>
    public static Guid? OwnShop(Actor actor) => actor.May(StaffPermissions.Write) ? actor.ShopId : null;

    /// <summary>True when the actor looks after the staff of any shop at all.</summary>
    public static bool Any(Actor actor) => OwnShop(actor) is not null || actor.May(UserPermissions.Write);

    /// <summary>Never an owner, and never somebody of another shop.</summary>
    public static IQueryable<Membership> StaffOf(PortalDb db, Actor actor)
    {
        var staff = db.Memberships.Where(held => held.Role == Role.ShopStaff);
        if (actor.May(UserPermissions.Write))
            return staff;

        var shop = OwnShop(actor) ?? Guid.Empty;
        return staff.Where(held => held.ShopId == shop);
    }

    /// <summary>Somebody of the staff of the shop that the actor owns.</summary>
    public static async Task<Outcome<Membership>> FindOwnAsync(
        PortalDb db, Actor actor, Guid membershipId, CancellationToken cancellationToken)
    {
        if (OwnShop(actor) is not { } shop)
            return Refusal.Forbidden();

        return await db.Memberships.FirstOrDefaultAsync(
            held => held.Id == membershipId && held.Role == Role.ShopStaff && held.ShopId == shop, cancellationToken) is { } membership
            ? membership
            : Refusal.NotFound(StaffRefusals.NotFound);
    }

    public static Task<Membership?> FindAsync(PortalDb db, Actor actor, Guid membershipId, CancellationToken cancellationToken) =>
        StaffOf(db, actor).FirstOrDefaultAsync(held => held.Id == membershipId, cancellationToken);
}
