using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// Makes a secret with which a shop signs its bodies. Two may be live, so that a shop changes its secret without a gap: make
/// the new one, sign with it, revoke the old one.
/// </summary>
public sealed class CreateSigningSecret(UnitOfWork work, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int MaxLive = 2;

    internal const string Purpose = "Portal.SigningSecrets";

    public async Task<Outcome<CreatedSigningSecret>> RunAsync(Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, ApiKeyPermissions.ShopWrite, ApiKeyPermissions.OperatorWrite))
            return actor.ShopId == shopId ? Refusal.Forbidden() : Refusal.NotFound(ShopRefusals.NotFound);

        return await work.RunAsync<CreatedSigningSecret>(
            actor,
            async (db, cancel) =>
            {
                if (!await db.ShopOrganisations.AnyAsync(shop => shop.Id == shopId, cancel))
                    return Refusal.NotFound(ShopRefusals.NotFound);
                if (await db.SigningSecrets.CountAsync(secret => secret.ShopId == shopId && secret.RevokedAt == null, cancel) >= MaxLive)
                    return Refusal.Conflict(ApiKeyRefusals.TooManySecrets);

                var text = ApiSecret.New(ApiSecret.SigningMark);
                var secret = new SigningSecret
                {
                    Id = Ids.New(clock),
                    ShopId = shopId,
                    SecretProtected = protection.CreateProtector(Purpose).Protect(Encoding.UTF8.GetBytes(text)),
                    CreatedAt = clock.GetUtcNow(),
                };
                db.SigningSecrets.Add(secret);
                db.NotifyChange(ChangeTopics.ApiKey, shopId, clock, shopId: shopId);
                return new CreatedSigningSecret(secret.Id, text, secret.CreatedAt);
            },
            cancellationToken);
    }
}

/// <summary>A new signing secret, which is never shown again. The key of the HMAC is the whole text.</summary>
public sealed record CreatedSigningSecret(Guid Id, string Secret, DateTimeOffset CreatedAt)
{
    // What a log or a debugger would show.
    public override string ToString() => Id.ToString();
}
