using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// The operator's first key, from the setting <c>Portal:BootstrapAdminKey</c>: admin and finance, never an approver. Made at the start when
/// no key has its value; one that was revoked stays so.
/// </summary>
public sealed class BootstrapKey(UnitOfWork work, PortalSettings settings, PortalEnvironment environment, TimeProvider clock)
{
    private const string Name = "Bootstrap";
    private const string Scopes = $"{ApiScopes.Admin} {ApiScopes.Finance}";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (Hash is not { } hash)
            return;

        await work.RunAsync<Done>(
            Actor.System,
            async (db, cancel) =>
            {
                var present = await db.ApiKeys.SingleOrDefaultAsync(key => key.SecretHash == hash, cancel);
                if (present is null)
                {
                    db.ApiKeys.Add(new ApiKey
                    {
                        Id = Ids.New(clock),
                        Name = Name,
                        // The setting may be short outside Production: its beginning would give it away.
                        Prefix = "(Bootstrap)",
                        SecretHash = hash,
                        Scopes = Scopes,
                        CreatedAt = clock.GetUtcNow(),
                    });
                }
                else if (present is { Scopes: not Scopes, ShopId: null, PartnerId: null, MadeById: null })
                {
                    // from before finance was a scope of its own
                    present.Scopes = Scopes;
                    db.NotifyChange(ChangeTopics.ApiKey, present.Id, clock);
                }

                return default(Done);
            },
            cancellationToken);
    }

    /// <summary>
    /// True when the actor is this key and may make operator keys: outside Production, where tests and scripts stand in for the operator's
    /// people.
    /// </summary>
    internal async Task<bool> StandsInAsync(PortalDb db, Actor actor, CancellationToken cancellationToken) =>
        !environment.IsProduction && actor.IsKey && Hash is { } hash
            && await db.ApiKeys.AnyAsync(key => key.Id == actor.ClientId && key.SecretHash == hash, cancellationToken);

    private byte[]? Hash => settings.Portal.BootstrapAdminKey is { Length: > 0 } secret ? ApiSecret.Hash(secret) : null;
}
