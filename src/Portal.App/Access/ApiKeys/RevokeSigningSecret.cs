using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// Ends a signing secret. The last one may be ended too: a secret that got out must go at once, and a shop that must sign
/// is then refused until it has a new one.
/// </summary>
public sealed class RevokeSigningSecret(UnitOfWork work, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid shopId, Guid secretId, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
        actor,
        async (db, cancel) =>
        {
            var secret = actor.MayForShop(shopId, ApiKeyPermissions.ShopWrite, ApiKeyPermissions.OperatorWrite)
                ? await db.SigningSecrets.SingleOrDefaultAsync(s => s.Id == secretId && s.ShopId == shopId, cancel)
                : null;
            if (secret is null)
                return Refusal.NotFound(ApiKeyRefusals.SecretNotFound);

            if (secret.RevokedAt is null)
            {
                secret.RevokedAt = clock.GetUtcNow();
                db.NotifyChange(ChangeTopics.ApiKey, shopId, clock, shopId: shopId);
            }

            return default(Done);
        },
        cancellationToken);
}
