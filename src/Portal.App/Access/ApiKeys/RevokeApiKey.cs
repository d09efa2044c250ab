using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// Ends a key, and with it the keys that it made: here at once, on other nodes within a second or two. Ending it twice changes nothing. The
/// bootstrap key, which nobody made, is put away after the first set-up, and leaves what it set up.
/// </summary>
public sealed class RevokeApiKey(UnitOfWork work, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid keyId, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        async (db, cancel) =>
        {
            var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId, cancel);
            // R10.5: somebody else's key is as good as none
            if (key is null || !MayEnd(actor, key))
                return Refusal.NotFound(ApiKeyRefusals.NotFound);

            LiveKeys.Revoke(db, key, clock);
            if (key.MadeById is not null)
                await LiveKeys.RevokeOfKeyAsync(db, key.Id, clock, cancel);
            return default(Done);
        },
        cancellationToken);

    private static bool MayEnd(Actor actor, ApiKey key) => actor.May(ApiKeyPermissions.OperatorWrite)
        || (key.ShopId is { } shopId && actor.MayForShop(shopId, ApiKeyPermissions.ShopWrite, ApiKeyPermissions.OperatorWrite))
        || (actor.May(ApiKeyPermissions.OwnWrite) && key.RootId == actor.RootId);
}
