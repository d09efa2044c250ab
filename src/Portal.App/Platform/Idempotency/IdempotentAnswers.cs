using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Platform.Idempotency;

/// <summary>Finds the answer that is to be sent again.</summary>
public sealed class IdempotentAnswers(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>The stored answer of the actor's call; null when there is none.</summary>
    public async Task<StoredAnswer?> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Call is not { } call)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IdempotentRequests.AsNoTracking()
            .Where(request => request.ClientId == actor.ClientId && request.Key == call.Key)
            .Select(request => new StoredAnswer(request.Status, request.ContentType, request.Body))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
