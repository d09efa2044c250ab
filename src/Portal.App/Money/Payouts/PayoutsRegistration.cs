using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Money.Payouts;

/// <summary>What batches of payments stand on.</summary>
public static class PayoutsRegistration
{
    public static IServiceCollection AddPayouts(this IServiceCollection services) => services.AddSingleton<PayoutSettlement>().AddSingleton<PayoutMails>();
}
