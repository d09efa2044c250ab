using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;

namespace Portal.App.Access.ApiKeys;

/// <summary>Keys of programs, and the secrets with which shops sign.</summary>
public static class ApiKeysRegistration
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddSingleton<IRightsCheck, KeyRights>()
        .AddSingleton<ApiKeyDirectory>()
        .AddSingleton<BootstrapKey>()
        .AddSingleton<SignedBodies>()
        .AddAudited(
            AuditedKind.Of<ApiKey>(key => new AuditSubject(key.Name, key.Id, key.PartnerId)),
            AuditedKind.Of<SigningSecret>(async (db, secret, stop) => new AuditSubject(
                await db.ShopOrganisations.Where(shop => shop.Id == secret.ShopId).Select(shop => shop.Name).SingleOrDefaultAsync(stop) ?? "", secret.Id)));
}
