using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.App.Settings;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// The operator's first key, from the setting <c>Portal:BootstrapAdminKey</c>. Made at the start when no key has its value;
/// one that was revoked stays so.
/// </summary>
public sealed class BootstrapKey(Work work, PortalSettings settings, TimeProvider clock)
{
    private const string Name = "Bootstrap";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (settings.Portal.BootstrapAdminKey is not { Length: > 0 } secret)
            return;

        var hash = ApiSecret.Hash(secret);
        await work.RunAsync<Done>(
            Actor.System,
            async (db, cancel) =>
            {
                if (await db.ApiKeys.AnyAsync(key => key.SecretHash == hash, cancel))
                    return default(Done);

                db.ApiKeys.Add(new ApiKey
                {
                    Id = Ids.New(clock),
                    Name = Name,
                    // The setting may be short outside Production: its beginning would give it away.
                    Prefix = "(Bootstrap)",
                    SecretHash = hash,
                    Scopes = ApiScopes.Admin,
                    CreatedAt = clock.GetUtcNow(),
                });
                return default(Done);
            },
            cancellationToken);
    }
}
