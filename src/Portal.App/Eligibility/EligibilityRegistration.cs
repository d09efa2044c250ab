using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Eligibility;

/// <summary>Who decides who may join.</summary>
public static class EligibilityPermissions
{
    [Granted(Role.Admin)]
    public const string Write = "operator.eligibility.write";
}

/// <summary>The way into refer-a-friend programmes.</summary>
[MenuLine("Menu_Eligibility", "Shield", "/admin/eligibility", Permission.OperatorRead, Admin = 60, Daily = [Role.Admin])]
public static class EligibilityRegistration
{
    public static IServiceCollection AddEligibility(this IServiceCollection services) => services
        .AddSingleton<CustomerContacts>()
        .AddSingleton<EligibilityInvitations>()
        .AddSingleton<EligibilityStanding>()
        .AddSingleton<EligibilityWriter>()
        .AddSingleton<ProgrammeEntry>()
        .AddSingleton<SettleAccounts>()
        .AddHostedService<EligibilityWorker>()
        .AddSingleton<IOrderStep, OrderCounting>()
        .AddSingleton<IPartnerStep, BankAccountTraits>()
        .AddAudited(AuditedKind.Of<EligibilityAccount>(
            async (db, account, stop) =>
            new AuditSubject(await ProgrammeNames.OfAsync(db, account.ProgrammeId, stop), account.Id, account.PartnerId),
            nameof(EligibilityAccount.StateSince), nameof(EligibilityAccount.Shared), nameof(EligibilityAccount.Reasons)));
}
