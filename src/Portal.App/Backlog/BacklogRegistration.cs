using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Backlog;

/// <summary>Who has failed work tried again.</summary>
public static class BacklogPermissions
{
    /// <summary>It does nothing that was not decided before.</summary>
    [Granted(Role.Finance, Role.FinanceApprover, Role.Admin)]
    public const string Retry = "operator.work.retry";
}

/// <summary>Work that waits or failed, over all features.</summary>
[MenuLine("Menu_FailedWork", "Clock", "/admin/failed-work", Permission.OperatorRead, Admin = 110, Finance = 120, Daily = [Role.Admin])]
public static class BacklogRegistration
{
    public static IServiceCollection AddBacklog(this IServiceCollection services) => services.AddHostedService<BacklogWorker>();
}
