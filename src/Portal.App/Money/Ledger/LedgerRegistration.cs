using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Rewards;
using Portal.App.Money.PeriodClose;

namespace Portal.App.Money.Ledger;

public static class LedgerRegistration
{
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<RewardPoster>();
        services.AddSingleton<IRewardStep>(provider => provider.GetRequiredService<RewardPoster>());
        services.AddSingleton<PostWaitingRewards>();
        services.AddSingleton<SettleMonth>();
        services.AddSingleton<LedgerSealer>();
        return services;
    }
}
