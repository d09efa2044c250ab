using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Disputes.Cases;

/// <summary>Who files disputes and who decides them. The operator's people read all of them.</summary>
public static class DisputePermissions
{
    /// <summary>A partner's disputes: to read them, to file them, to write in their threads.</summary>
    [Granted(Role.Partner), Scope(ApiKeyOwner.Partner, "disputes", CoveredBy = Review)]
    public const string Partner = "partner.disputes";

    /// <summary>A shop's.</summary>
    [Granted(Role.ShopOwner, Role.ShopStaff), NeedsStaffRight(StaffRights.Dispute)]
    [Scope(ApiKeyOwner.Shop, "disputes", CoveredBy = Review)]
    public const string Shop = "shop.disputes";

    [Granted(Role.Admin)]
    public const string Review = "operator.disputes.review";
}

/// <summary>Disputes: their cases, threads, due dates and decisions (R8).</summary>
[MenuLine("Menu_Disputes", "Scales", "/partner/disputes", DisputePermissions.Partner, Partner = 65)]
[MenuLine("Menu_DisputesEvidence", "Scales", "/shop/disputes", DisputePermissions.Shop, Shop = 28,
    Daily = [Role.ShopStaff])]
[MenuLine("Menu_Disputes", "Scales", "/admin/disputes", Permission.OperatorRead, Admin = 65)]
[MenuLine("Menu_DisputeOutcomes", "Chart", "/admin/disputes/outcomes", Permission.OperatorRead, Admin = 66)]
public static class DisputesRegistration
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddSingleton<DisputeChanges>()
        .AddSingleton<DisputeDeciding>()
        .AddSingleton<DisputeFiling>()
        .AddSingleton<DisputeMails>()
        .AddSingleton<WatchDisputes>()
        .AddHostedService<DisputeWorker>()
        .AddAudited(
            AuditedKind.Of<DisputeStep>(
                (db, step, stop) => SubjectAsync(db, step.DisputeId, stop),
                nameof(DisputeStep.By), nameof(DisputeStep.At)),
            AuditedKind.Of<DisputeMessage>(
                (db, message, stop) => SubjectAsync(db, message.DisputeId, stop),
                nameof(DisputeMessage.By), nameof(DisputeMessage.At), nameof(DisputeMessage.Text)));

    private static async Task<AuditSubject> SubjectAsync(PortalDb db, Guid id, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.FindAsync([id], cancellationToken);
        return new AuditSubject(
            dispute?.Number ?? "", id, dispute is { Side: Domain.Ledger.LedgerHolder.Partner } ? dispute.HolderId : null);
    }
}
