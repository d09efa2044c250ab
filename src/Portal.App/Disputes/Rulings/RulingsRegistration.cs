using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Rewards;

namespace Portal.App.Disputes.Rulings;

/// <summary>What holds the money of open disputes, and what shows how accepting one would change it.</summary>
public static class RulingsRegistration
{
    public static IServiceCollection AddRulings(this IServiceCollection services) => services
        .AddSingleton<DisputeHolds>()
        .AddSingleton<IRewardStep>(provider => provider.GetRequiredService<DisputeHolds>())

        // it is a step itself
        .AddSingleton<Func<IEnumerable<IRewardStep>>>(provider => provider.GetServices<IRewardStep>)
        .AddSingleton<PreviewRuling>();
}
