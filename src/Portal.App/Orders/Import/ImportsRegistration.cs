using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Orders.Import;

/// <summary>Who brings order reports as files.</summary>
public static class ImportPermissions
{
    [Granted(Role.ShopOwner, Role.ShopStaff), NeedsStaffRight(StaffRights.ReportOrders)]
    public const string ShopImport = "shop.import";
}

/// <summary>The import of order reports.</summary>
[MenuLine("Menu_Import", "Import", "/shop/imports", ImportPermissions.ShopImport, Shop = 30, Daily = [Role.ShopOwner, Role.ShopStaff])]
public static class ImportsRegistration
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportFiles>();
        services.AddSingleton<ImportLeases>();
        services.AddSingleton<ImportDryRun>();
        services.AddSingleton<ImportIntake>();
        services.AddSingleton<ImportRunner>();
        services.AddHostedService<ImportWorker>();
        return services;
    }
}
