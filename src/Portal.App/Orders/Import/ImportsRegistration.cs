using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Orders.Import;

/// <summary>The import of order reports; its worker is started by the web host.</summary>
public static class ImportsRegistration
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportFiles>();
        services.AddSingleton<ImportLeases>();
        services.AddSingleton<ImportDryRun>();
        services.AddSingleton<ImportIntake>();
        services.AddSingleton<ImportRunner>();
        return services;
    }
}
