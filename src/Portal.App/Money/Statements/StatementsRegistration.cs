using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Statements;

/// <summary>Who reads a shop's statements, and who confirms them.</summary>
public static class StatementPermissions
{
    [Granted(Role.ShopOwner, Role.ShopStaff), Scope(ApiKeyOwner.Shop, "orders:read", CoveredBy = Permission.OperatorRead)]
    public const string Read = "shop.statements.read";

    [Granted(Role.ShopOwner), Scope(ApiKeyOwner.Shop, "orders:write", CoveredBy = CataloguePermissions.ShopsWrite)]
    public const string Confirm = "shop.statements.confirm";
}

/// <summary>Shops' weekly statements (R7.7, R7.8).</summary>
[MenuLine("Menu_Overview", "Home", "/shop", Permission.ShopOrdersRead, Shop = 5, Daily = [Role.ShopOwner])]
[MenuLine("Menu_Statements", "Calendar", "/shop/statements", StatementPermissions.Read, Shop = 20)]
[MenuLine("Menu_ShopStatements", "Calendar", "/finance/statements", Permission.OperatorRead, Finance = 44)]
public static class StatementsRegistration
{
    public static IServiceCollection AddStatements(this IServiceCollection services) => services
        .AddSingleton<MakeStatements>()
        .AddSingleton<StatementMails>()
        .AddHostedService<StatementWorker>();
}
