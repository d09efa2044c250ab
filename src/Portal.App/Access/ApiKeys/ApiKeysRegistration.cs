using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Access.ApiKeys;

/// <summary>Who makes keys.</summary>
public static class ApiKeyPermissions
{
    [Granted(Role.ShopOwner)]
    public const string ShopWrite = "shop.keys.write";

    [Granted(Role.Admin)]
    public const string OperatorWrite = "operator.keys.write";

    /// <summary>The operator's own keys, with no more than one's own rights. Only persons have it, so keys make no operator keys.</summary>
    [Granted(Role.Finance, Role.FinanceApprover, Role.Admin, ToPersonsOnly = true)]
    public const string OwnWrite = "operator.ownkeys.write";
}

/// <summary>Keys of programs, and the secrets with which shops sign.</summary>
[MenuLine("Menu_Keys", "Key", "/admin/keys", Permission.OperatorRead, Admin = 90, Finance = 110)]
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
                await db.ShopOrganisations.Where(shop => shop.Id == secret.ShopId).Select(shop => shop.Name).SingleOrDefaultAsync(stop)
                ?? "", secret.Id)));
}
