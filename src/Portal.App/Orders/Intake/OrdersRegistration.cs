using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Orders.Intake;

/// <summary>The way in of orders: one loop a process, and what it stands on.</summary>
public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<OrderContent>()
        .AddSingleton<OrderReception>()
        .AddSingleton<NewOrderWriter>()
        .AddSingleton<OrderEventWriter>()
        .AddSingleton<OrderWriter>()
        .AddSingleton<OrderIntake>();
}
