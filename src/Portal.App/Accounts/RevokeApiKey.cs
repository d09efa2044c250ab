using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>Ends a key: here at once, on other nodes within a second or two. Ending it twice changes nothing.</summary>
public sealed class RevokeApiKey(Work work, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid keyId, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        async (db, cancel) =>
        {
            var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId, cancel);
            // R10.5: somebody else's key is as good as none
            if (key is null || !(key.ShopId is { } shopId
                    ? actor.MayForShop(shopId, Permission.ShopKeysWrite, Permission.OperatorKeysWrite)
                    : actor.May(Permission.OperatorKeysWrite)))
                return Refusal.NotFound("key_not_found");

            if (key.RevokedAt is null)
            {
                key.RevokedAt = clock.GetUtcNow();
                db.Note(ChangeTopics.ApiKey, key.Id, clock, key.PartnerId, key.ShopId);
            }

            return default(Done);
        },
        cancellationToken);
}
