using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Security;

/// <summary>
/// Reads in the transaction of a write whether the actor still is what they were when their page opened or their key was last looked up
/// (R10.5). What a role or a scope allows is fixed, so an actor that still holds theirs may still do what <see cref="Actor.May"/> says.
/// Whoever acts in a session must be in one that holds, also when nothing else was taken from them: a copy of a cookie, or a second window,
/// writes nothing after its owner signed out. A few queries by primary keys for any number of people, and one for any number of keys.
/// </summary>
internal static class Rights
{
    /// <summary>The person was deactivated, or no longer has the role that they act in.</summary>
    public static readonly Refusal Ended = Refusal.Forbidden("rights_ended");

    /// <summary>The key was revoked, or ended with whoever made it: the answer is that of a key that never was.</summary>
    public static readonly Refusal KeyEnded = new(RefusalKind.Unauthenticated, "key_unknown");

    /// <returns>Null when the actor's rights hold.</returns>
    public static async Task<Refusal?> RefuseAsync(
        PortalDb db, Actor actor, SessionLifetimes lifetimes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (actor.IsSystem)
            return null;
        if (actor.ClientId == Actor.Nobody.ClientId)
            return Refusal.Forbidden();
        if (actor.IsKey)
            return await Keys(db, [actor]).AnyAsync(cancellationToken) ? null : KeyEnded;

        var (role, organisation) = (actor.Role, actor.OrganisationId);
        var holds = await db.Users.AnyAsync(
            user => user.Id == actor.ClientId && user.IsActive
                && (role == null || user.Memberships.Any(held => held.Role == role && held.OrganisationId == organisation)),
            cancellationToken);
        if (!holds)
            return Ended;

        return actor.SessionId is not { } session
            || await SessionQueries.Holding(db, lifetimes, now).AnyAsync(row => row.Id == session, cancellationToken)
            ? null
            : SessionRefusals.Ended;
    }

    /// <summary>The same for the requests that share a transaction.</summary>
    /// <returns>Says of each actor why they may not go on; null of those whose rights hold.</returns>
    public static async Task<Func<Actor, Refusal?>> RefuseAsync(
        PortalDb db, IEnumerable<Actor> actors, SessionLifetimes lifetimes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var others = actors.Where(actor => !actor.IsSystem).ToList();
        var keys = others.FindAll(actor => actor.IsKey);
        var live = keys.Count == 0 ? [] : await Keys(db, keys).ToHashSetAsync(cancellationToken);

        var people = others.FindAll(actor => !actor.IsKey).Select(person => person.ClientId).Distinct().ToArray();
        var active = people.Length == 0
            ? []
            : await db.Users.Where(user => people.Contains(user.Id) && user.IsActive).Select(user => user.Id).ToHashSetAsync(cancellationToken);
        var held = people.Length == 0
            ? []
            : (await db.Memberships.Where(one => people.Contains(one.UserId))
                .Select(one => new { one.UserId, one.Role, one.OrganisationId }).ToListAsync(cancellationToken))
                .Select(one => (one.UserId, (Role?)one.Role, one.OrganisationId)).ToHashSet();

        var sessions = others.Select(actor => actor.SessionId).OfType<Guid>().Distinct().ToArray();
        var open = sessions.Length == 0
            ? []
            : await SessionQueries.Holding(db, lifetimes, now).Where(session => sessions.Contains(session.Id))
                .Select(session => session.Id).ToHashSetAsync(cancellationToken);

        return actor => actor.IsSystem ? null
            : actor.IsKey ? live.Contains(actor.ClientId) ? null : KeyEnded
            : !active.Contains(actor.ClientId) || (actor.Role is not null && !held.Contains((actor.ClientId, actor.Role, actor.OrganisationId))) ? Ended
            : actor.SessionId is { } session && !open.Contains(session) ? SessionRefusals.Ended
            : null;
    }

    private static IQueryable<Guid> Keys(PortalDb db, IReadOnlyCollection<Actor> actors)
    {
        var ids = actors.Select(actor => actor.ClientId).Distinct().ToArray();
        return LiveKeys.Of(db).Where(key => ids.Contains(key.Id)).Select(key => key.Id);
    }
}
