using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Disputes.Rulings;

/// <summary>What holds the money of open disputes, and what shows how accepting one would change it.</summary>
public static class RulingsRegistration
{
    public static IServiceCollection AddRulings(this IServiceCollection services) => services
        .AddSingleton<DisputeHolds>()
        .AddSingleton<PreviewRuling>();
}
