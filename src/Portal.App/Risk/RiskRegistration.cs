using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Rewards;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;

namespace Portal.App.Risk;

/// <summary>What the risk cases stand on.</summary>
public static class RiskRegistration
{
    public static IServiceCollection AddRisk(this IServiceCollection services) => services
        .AddSingleton<IRewardStep, RiskWriter>()
        .AddSingleton<RiskReviewing>()
        .AddSingleton<ClickFloods>()
        .AddSingleton<EscalateHolds>()
        .AddAudited(AuditedKind.Of<RiskAction>(
            async (db, action, stop) =>
            {
                var partner = await db.RiskCases.Where(one => one.Id == action.CaseId).Select(one => one.PartnerId).SingleOrDefaultAsync(stop);
                return new AuditSubject(await PartnerNames.OfAsync(db, partner, stop), action.CaseId, partner);
            },
            nameof(RiskAction.By), nameof(RiskAction.At)));
}
