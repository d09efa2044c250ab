using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>
/// Whether a session still holds, what its cookie says, and which there are: one's own, and for admins and auditors everybody's.
/// </summary>
public sealed class SessionQueries(IDbContextFactory<PortalDb> contexts, SessionLifetimes lifetimes, TimeProvider clock)
{
    /// <summary>How many a list shows, the last seen first.</summary>
    public const int Shown = 50;

    /// <summary>What the cookie of a session says.</summary>
    /// <param name="EndsAt">When it is over at the latest.</param>
    public sealed record Facts(
        Guid Id, Guid UserId, string Name, Guid? MembershipId, Role? Role, Guid? PartnerId, Guid? ShopId, bool SecondFactor,
        DateTimeOffset EndsAt);

    /// <param name="Agent">What the browser said about itself.</param>
    /// <param name="IsThis">The session that asks.</param>
    public sealed record Row(
        Guid Id, Role? Role, string Agent, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool SecondFactor,
        bool IsThis);

    /// <summary>True while nobody ended it, its time is not over, the person is active and still has the role in which it acts.</summary>
    public async Task<bool> HoldsAsync(Guid sessionId, CancellationToken cancellationToken) =>
        await RightsAsync(sessionId, cancellationToken) is not null;

    /// <summary>
    /// What somebody of a shop's staff may do in a session as it is now, and no rights for everybody else; null when the session does not
    /// hold. The cookie does not say it: each request and each open page asks, so that a right given or taken away needs no new sign-in.
    /// </summary>
    public async Task<StaffRights?> RightsAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Holding(db, lifetimes, clock.GetUtcNow()).Where(session => session.Id == sessionId)
            .Select(session => (StaffRights?)db.Memberships.Where(held => held.Id == session.MembershipId)
                .Select(held => held.Rights).FirstOrDefault())
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What the cookie of a session that holds says; null of any other.</summary>
    public async Task<Facts?> FindAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await Holding(db, lifetimes, clock.GetUtcNow())
            .Where(session => session.Id == sessionId)
            .Select(session => new
            {
                session.UserId,
                Name = db.Users.Where(user => user.Id == session.UserId).Select(user => user.DisplayName).First(),
                session.MembershipId,
                session.CreatedAt,
                SecondFactor = session.SecondFactorAt != null,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        var role = await db.Memberships.AsNoTracking().SingleOrDefaultAsync(held => held.Id == found.MembershipId, cancellationToken);
        return new Facts(
            sessionId, found.UserId, found.Name, role?.Id, role?.Role, role?.PartnerId, role?.ShopId, found.SecondFactor,
            lifetimes.EndsAt(role?.Role, found.CreatedAt));
    }

    /// <summary>Whose password was right a few minutes ago, by the token of that step; null for nobody.</summary>
    public async Task<Guid?> SecondStepAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await Invitations.FindAsync(db, token, AccountTokenPurpose.SecondStep, clock, cancellationToken))?.UserId;
    }

    /// <summary>The actor's own sessions that hold.</summary>
    public Task<IReadOnlyList<Row>> MineAsync(Actor actor, CancellationToken cancellationToken) =>
        ListAsync(actor, actor.ClientId, cancellationToken);

    /// <summary>Somebody's sessions that hold, for those who look after people.</summary>
    public async Task<IReadOnlyList<Row>> OfAsync(Actor actor, Guid userId, CancellationToken cancellationToken) =>
        actor.May(UserPermissions.Read) ? await ListAsync(actor, userId, cancellationToken) : [];

    internal static IQueryable<UserSession> Holding(PortalDb db, SessionLifetimes lifetimes, DateTimeOffset now) => db.UserSessions
        .AsNoTracking()
        .Where(lifetimes.Open(now))
        .Where(session => db.Users.Any(user => user.Id == session.UserId && user.IsActive)
            && (session.MembershipId == null
                || db.Memberships.Any(held => held.Id == session.MembershipId && held.UserId == session.UserId)));

    private async Task<IReadOnlyList<Row>> ListAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Holding(db, lifetimes, clock.GetUtcNow())
            .Where(session => session.UserId == userId)
            .OrderByDescending(session => session.LastSeenAt).ThenByDescending(session => session.Id)
            .Take(Shown)
            .Select(session => new Row(
                session.Id, session.Role, session.Agent, session.Address, session.CreatedAt, session.LastSeenAt,
                session.SecondFactorAt != null,
                session.Id == actor.SessionId))
            .ToListAsync(cancellationToken);
    }
}
