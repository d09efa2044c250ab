using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Ledger;

/// <summary>Who corrects balances by hand: one makes the correction, another one approves it (R6.6).</summary>
public static class LedgerPermissions
{
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string AdjustmentsWrite = "operator.adjustments.write";

    [Granted(Role.FinanceApprover), Scope(ApiKeyOwner.Operator, "finance-approve")]
    public const string AdjustmentsApprove = "operator.adjustments.approve";
}

/// <summary>The ledger: its writer, what posts rewards, its seals and its audit.</summary>
[MenuLine("Menu_Overview", "Home", "/partner", Permission.PartnerRead, Partner = 10, Daily = [Role.Partner])]
[MenuLine("Menu_Earnings", "Money", "/partner/earnings", Permission.PartnerRead, Partner = 50, Daily = [Role.Partner])]
[MenuLine("Menu_Ledger", "Inbox", "/finance/ledger", Permission.OperatorRead, Finance = 60, Daily = [Role.Auditor])]
public static class LedgerRegistration
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<LedgerWriter>()
        .AddSingleton<RewardPoster>()
        .AddSingleton<IRewardStep>(provider => provider.GetRequiredService<RewardPoster>())
        .AddSingleton<IRewardStep, SurchargePoster>()
        .AddSingleton<PostWaitingRewards>()
        .AddSingleton<LedgerSealer>()
        .AddHostedService<LedgerWorker>();
}
