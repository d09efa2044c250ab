using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Platform.Auditing;

/// <summary>Who reads the audit log.</summary>
public static class AuditPermissions
{
    [Granted(Role.Admin, Role.Auditor)]
    public const string Read = "operator.audit.read";
}

/// <summary>The audit log (R10.4), and the journal of what was refused.</summary>
[MenuLine("Menu_Audit", "Eye", "/admin/audit", AuditPermissions.Read, Admin = 80, Daily = [Role.Auditor])]
public static class AuditingRegistration
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services
        .AddSingleton<EntityAudit>()
        .AddSingleton<RefusalJournal>()
        .AddHostedService<RefusalFlush>();
}
