using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;

namespace Portal.App.Eligibility;

/// <summary>What the way into refer-a-friend programmes stands on.</summary>
public static class EligibilityRegistration
{
    public static IServiceCollection AddEligibility(this IServiceCollection services) => services
        .AddSingleton<CustomerContacts>()
        .AddSingleton<EligibilityInvitations>()
        .AddSingleton<EligibilityStanding>()
        .AddSingleton<EligibilityWriter>()
        .AddSingleton<ProgrammeEntry>()
        .AddSingleton<SettleAccounts>()
        .AddSingleton<IOrderStep, OrderCounting>()
        .AddSingleton<IPartnerStep, BankAccountTraits>()
        .AddAudited(AuditedKind.Of<EligibilityAccount>(
            async (db, account, stop) => new AuditSubject(await ProgrammeNames.OfAsync(db, account.ProgrammeId, stop), account.Id, account.PartnerId),
            nameof(EligibilityAccount.StateSince), nameof(EligibilityAccount.Shared), nameof(EligibilityAccount.Reasons)));
}
