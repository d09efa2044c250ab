using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Staff;

/// <summary>How it stands with somebody of a shop's staff.</summary>
public enum StaffState
{
    Active,

    /// <summary>Asked, and has not acted in the shop yet.</summary>
    Invited,

    /// <summary>The operator shut them out.</summary>
    Deactivated,
}

/// <summary>The staff of the actor's own shop, for its owner (R10.5).</summary>
public sealed class StaffQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <param name="Id">Of the membership.</param>
    /// <param name="Name">Their own; of somebody invited the one under which the owner invited them.</param>
    /// <param name="LastSeenAt">When they last did something in the shop; null of whoever has not yet.</param>
    public sealed record Row(
        Guid Id, string Name, string Email, StaffRights Rights, StaffState State, DateTimeOffset Since, DateTimeOffset? LastSeenAt);

    /// <summary>Those who joined first come first.</summary>
    public async Task<PageOf<Row>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        if (StaffScope.OwnShop(actor) is not { } shop)
            return PageOf<Row>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var staff = db.Memberships.AsNoTracking().Where(held => held.Role == Role.ShopStaff && held.ShopId == shop);
        var total = await staff.CountAsync(cancellationToken);
        var rows = await staff
            .OrderBy(held => held.CreatedAt).ThenBy(held => held.Id)
            .Skip(page.Skip).Take(page.Size)
            .Join(db.Users.AsNoTracking(), held => held.UserId, user => user.Id, (held, user) => new
            {
                held.Id,
                held.CreatedAt,
                held.Rights,
                held.OfferedAs,
                user.DisplayName,
                user.Email,
                user.IsActive,
                LastSeenAt = db.UserSessions.Where(session => session.MembershipId == held.Id)
                    .Max(session => (DateTimeOffset?)session.LastSeenAt),
            })
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return new PageOf<Row>(
            rows.ConvertAll(row => new Row(
                row.Id, row.OfferedAs ?? row.DisplayName, row.Email!, row.Rights,
                row.OfferedAs is not null ? StaffState.Invited : row.IsActive ? StaffState.Active : StaffState.Deactivated,
                row.CreatedAt, row.LastSeenAt)),
            total);
    }
}
