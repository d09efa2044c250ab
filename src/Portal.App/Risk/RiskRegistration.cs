using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Rewards;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Risk;

/// <summary>Who holds and releases.</summary>
public static class RiskPermissions
{
    [Granted(Role.Admin)]
    public const string Write = "operator.risk.write";
}

/// <summary>Risk signals, cases and holds.</summary>
[MenuLine("Menu_Risk", "Alert", "/admin/risk", Permission.OperatorRead, Admin = 70, Daily = [Role.Admin, Role.Auditor])]
public static class RiskRegistration
{
    public static IServiceCollection AddRisk(this IServiceCollection services) => services
        .AddSingleton<IRewardStep, RiskWriter>()
        .AddSingleton<RiskReviewing>()
        .AddSingleton<ClickFloods>()
        .AddSingleton<EscalateHolds>()
        .AddHostedService<RiskWorker>()
        .AddAudited(AuditedKind.Of<RiskAction>(
            async (db, action, stop) =>
            {
                var partner = await db.RiskCases.Where(one => one.Id == action.CaseId).Select(one => one.PartnerId)
                    .SingleOrDefaultAsync(stop);
                return new AuditSubject(await PartnerNames.OfAsync(db, partner, stop), action.CaseId, partner);
            },
            nameof(RiskAction.By), nameof(RiskAction.At)));
}
