using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Risk;

/// <summary>What the risk cases stand on.</summary>
public static class RiskRegistration
{
    public static IServiceCollection AddRisk(this IServiceCollection services)
    {
        services.AddSingleton<RiskWriter>();
        services.AddSingleton<RiskReviewing>();
        services.AddSingleton<ClickFloods>();
        services.AddSingleton<EscalateHolds>();
        return services;
    }
}
