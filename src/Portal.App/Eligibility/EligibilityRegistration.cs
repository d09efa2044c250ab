using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Eligibility;

/// <summary>What the way into refer-a-friend programmes stands on.</summary>
public static class EligibilityRegistration
{
    public static IServiceCollection AddEligibility(this IServiceCollection services)
    {
        services.AddSingleton<CustomerContacts>();
        services.AddSingleton<EligibilityInvitations>();
        services.AddSingleton<EligibilityStanding>();
        services.AddSingleton<EligibilityWriter>();
        services.AddSingleton<SettleAccounts>();
        return services;
    }
}
