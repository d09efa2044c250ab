using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Whether people still have the role, and of a shop's staff the rights, that they act in. Whoever acts in a session must be in one that
/// holds, also when nothing else was taken from them: a copy of a cookie, or a second window, writes nothing after its owner signed out. A
/// few queries by primary keys for any number of people.
/// </summary>
internal sealed class PersonRights(SessionLifetimes lifetimes, TimeProvider clock) : IRightsCheck
{
    public bool IsAbout(Actor actor) => !actor.IsKey;

    public async Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, CancellationToken cancellationToken)
    {
        var (role, organisation, rights) = (actor.Role, actor.OrganisationId, actor.StaffRights);
        var holds = await db.Users.AnyAsync(
            user => user.Id == actor.ClientId && user.IsActive
                && (role == null || user.Memberships.Any(
                    held => held.Role == role && held.OrganisationId == organisation && (held.Rights & rights) == rights)),
            cancellationToken);
        if (!holds)
            return Rights.Ended;

        return actor.SessionId is not { } session
            || await SessionQueries.Holding(db, lifetimes, clock.GetUtcNow()).AnyAsync(row => row.Id == session, cancellationToken)
            ? null
            : SessionRefusals.Ended;
    }

    public async Task<Func<Actor, Refusal?>> RefuseAsync(
        PortalDb db, IReadOnlyCollection<Actor> actors, CancellationToken cancellationToken)
    {
        var people = actors.Select(person => person.ClientId).Distinct().ToArray();
        var active = await db.Users.Where(user => people.Contains(user.Id) && user.IsActive).Select(user => user.Id)
            .ToHashSetAsync(cancellationToken);
        var held = (await db.Memberships.Where(one => people.Contains(one.UserId))
                .Select(one => new { one.UserId, one.Role, one.OrganisationId, one.Rights }).ToListAsync(cancellationToken))
            .ToDictionary(one => (one.UserId, (Role?)one.Role, one.OrganisationId), one => one.Rights);

        var sessions = actors.Select(actor => actor.SessionId).OfType<Guid>().Distinct().ToArray();
        var open = sessions.Length == 0
            ? []
            : await SessionQueries.Holding(db, lifetimes, clock.GetUtcNow()).Where(session => sessions.Contains(session.Id))
                .Select(session => session.Id).ToHashSetAsync(cancellationToken);

        return actor => !active.Contains(actor.ClientId)
            || (actor.Role is not null && !Holds(actor)) ? Rights.Ended
            : actor.SessionId is { } session && !open.Contains(session) ? SessionRefusals.Ended
            : null;

        bool Holds(Actor actor) => held.TryGetValue((actor.ClientId, actor.Role, actor.OrganisationId), out var rights)
            && rights.Contain(actor.StaffRights);
    }
}
