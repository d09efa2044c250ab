using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.ApiKeys;

/// <summary>Whether keys still work: one query for any number of them.</summary>
internal sealed class KeyRights : IRightsCheck
{
    /// <summary>The key was revoked, or ended with whoever made it: the answer is that of a key that never was.</summary>
    private static readonly Refusal Ended = new(RefusalKind.Unauthenticated, ApiKeyRefusals.Unknown);

    public bool IsAbout(Actor actor) => actor.IsKey;

    public async Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, CancellationToken cancellationToken) =>
        await Live(db, [actor]).AnyAsync(cancellationToken) ? null : Ended;

    public async Task<Func<Actor, Refusal?>> RefuseAsync(
        PortalDb db, IReadOnlyCollection<Actor> actors, CancellationToken cancellationToken)
    {
        var live = await Live(db, actors).ToHashSetAsync(cancellationToken);
        return actor => live.Contains(actor.ClientId) ? null : Ended;
    }

    private static IQueryable<Guid> Live(PortalDb db, IReadOnlyCollection<Actor> actors)
    {
        var ids = actors.Select(actor => actor.ClientId).Distinct().ToArray();
        return LiveKeys.Of(db).Where(key => ids.Contains(key.Id)).Select(key => key.Id);
    }
}
