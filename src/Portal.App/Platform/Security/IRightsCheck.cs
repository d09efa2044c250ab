using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Security;

/// <summary>
/// Reads in the transaction of a write whether actors of one kind, people or keys, still are what they were when their page opened or their
/// key was last looked up. The feature whose they are registers it.
/// </summary>
public interface IRightsCheck
{
    bool IsAbout(Actor actor);

    /// <returns>Null when the actor's rights hold.</returns>
    Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, CancellationToken cancellationToken);

    /// <summary>The same for some who share a transaction, in as many queries as for one.</summary>
    Task<Func<Actor, Refusal?>> RefuseAsync(PortalDb db, IReadOnlyCollection<Actor> actors, CancellationToken cancellationToken);
}
