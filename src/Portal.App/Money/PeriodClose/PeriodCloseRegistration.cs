using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.PeriodClose;

/// <summary>Who closes months.</summary>
public static class PeriodClosePermissions
{
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string Close = "operator.months.close";
}

/// <summary>The close of a month and what is settled by it (R6.4), and finance's list of what is to be done.</summary>
[MenuLine("Menu_ToDo", "CheckCircle", "/finance", Permission.OperatorRead, Finance = 10, Daily = [Role.Finance, Role.FinanceApprover])]
[MenuLine("Menu_Months", "Calendar", "/finance/months", Permission.OperatorRead, Finance = 20,
    Daily = [Role.Finance, Role.FinanceApprover])]
public static class PeriodCloseRegistration
{
    public static IServiceCollection AddPeriodClose(this IServiceCollection services) => services
        .AddSingleton<SettleMonth>()
        .AddHostedService<MonthWorker>();
}
