using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Security;

/// <summary>
/// Whether somebody still has their rights, before something long is read for them: a page may stand open, or a key lie in memory, for
/// whoever lost them. Whatever writes asks again in its transaction.
/// </summary>
public sealed class RightsNow(IDbContextFactory<PortalDb> contexts, Rights rights)
{
    /// <returns>Null when the actor's rights hold.</returns>
    public async Task<Refusal?> RefuseAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await rights.RefuseAsync(db, actor, cancellationToken);
    }
}
