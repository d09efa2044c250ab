using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Reading;

namespace Portal.App.Orders.Intake;

/// <summary>The way in of orders: one loop a process, and what it stands on.</summary>
public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<ProgrammeCatalogue>();
        services.AddSingleton<OrderContent>();
        services.AddSingleton<OrderReception>();
        services.AddSingleton<DecisionFactLoader>();
        services.AddSingleton<OrderDecider>();
        services.AddSingleton<DecideAgain>();
        services.AddSingleton<Redecide>();
        services.AddSingleton<OrderWriter>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<LookupLimit>();
        return services;
    }
}
