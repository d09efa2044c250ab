using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.ApiKeys;

/// <summary>A key that works: who acts with it, and what its shop says about signatures.</summary>
/// <param name="MustSign">True: bodies without a signature are refused.</param>
/// <param name="SigningSecrets">Those that are live; a signature under any of them is good.</param>
public sealed record KnownKey(Actor Actor, bool MustSign, IReadOnlyList<byte[]> SigningSecrets);

/// <summary>
/// Finds keys by their secret, and remembers them for a minute so that a busy shop does not ask the database each time. What
/// is remembered is dropped with every change of a key, here at once and on other nodes when they read of it.
/// </summary>
public sealed class ApiKeyDirectory : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly IDataProtector protector;
    private readonly TimeProvider clock;
    private readonly IDisposable subscription;
    private readonly ConcurrentDictionary<string, (KnownKey Key, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private int generation;

    public ApiKeyDirectory(
        IDbContextFactory<PortalDb> contexts, IDataProtectionProvider protection, ChangeNotifier notifier, TimeProvider clock)
    {
        this.contexts = contexts;
        this.clock = clock;
        protector = protection.CreateProtector(CreateSigningSecret.Purpose);
        subscription = notifier.Subscribe(change =>
        {
            if (change.Topic != ChangeTopics.ApiKey)
                return;
            Interlocked.Increment(ref generation);
            known.Clear();
        });
    }

    public void Dispose() => subscription.Dispose();

    /// <summary>The key of this secret, or null when there is none or it ended.</summary>
    public async ValueTask<KnownKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiSecret.Hash(secret);
        var name = Convert.ToHexString(hash);
        var now = clock.GetUtcNow();
        if (known.TryGetValue(name, out var remembered) && remembered.Until > now)
            return remembered.Key;

        var before = Volatile.Read(ref generation);
        if (await ReadAsync(hash, cancellationToken) is not { } key)
            return null;

        known[name] = (key, now + Remember);
        // A change that came while the database was read may not be in what it said.
        if (Volatile.Read(ref generation) != before)
            known.TryRemove(name, out _);
        return key;
    }

    private async Task<KnownKey?> ReadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await LiveKeys.Of(db).AsNoTracking().SingleOrDefaultAsync(k => k.SecretHash == hash, cancellationToken);
        if (key is null)
            return null;

        var owner = key.ShopId is not null ? ApiKeyOwner.Shop : key.PartnerId is not null ? ApiKeyOwner.Partner : ApiKeyOwner.Operator;
        var actor = new Actor(key.Id, key.Name, key.PartnerId, key.ShopId, ApiScopes.Permissions(owner, key.Scopes))
        {
            IsKey = true,
            MembershipId = key.MembershipId,
            RootId = key.RootId ?? key.Id,
        };
        if (key.ShopId is not { } shopId)
            return new KnownKey(actor, false, []);

        var mustSign = await db.ShopOrganisations.Where(shop => shop.Id == shopId).Select(shop => shop.RequiresSignature)
            .SingleAsync(cancellationToken);
        var secrets = await db.SigningSecrets.Where(secret => secret.ShopId == shopId && secret.RevokedAt == null)
            .Select(secret => secret.SecretProtected).ToListAsync(cancellationToken);
        return new KnownKey(actor, mustSign, [.. secrets.Select(protector.Unprotect)]);
    }
}
