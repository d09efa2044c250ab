using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Data;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>Who takes lists out as files (R9.6). Of a shop it is <see cref="Permission.ShopExport"/>.</summary>
public static class ExportPermissions
{
    /// <summary>A partner's own lists.</summary>
    [Granted(Role.Partner), Scope(ApiKeyOwner.Partner, "export", CoveredBy = Permission.OperatorRead)]
    public const string Partner = "partner.export";

    [Granted(Role.Finance, Role.FinanceApprover, Role.Admin, Role.Auditor)]
    public const string Operator = "operator.export";
}

/// <summary>Lists as files.</summary>
[MenuLine("Menu_Exports", "Export", "/exports", ExportPermissions.Partner, Partner = 95)]
[MenuLine("Menu_Exports", "Export", "/exports", Permission.ShopExport, Shop = 95)]
[MenuLine("Menu_Exports", "Export", "/exports", ExportPermissions.Operator, Admin = 115, Finance = 125)]
public static class ExportsRegistration
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddSingleton<ReadSnapshots>()
        .AddSingleton<ExportCatalogue>()
        .AddSingleton<ExportFiles>()
        .AddSingleton<ExportViews>()
        .AddSingleton<ExportMaker>()
        .AddSingleton<ExportLeases>()
        .AddSingleton<ExportRunner>()
        .AddHostedService<ExportWorker>()
        .AddHostedService<ExportSweep>();
}
