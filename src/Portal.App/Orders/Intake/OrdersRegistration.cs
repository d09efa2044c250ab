using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Security;

namespace Portal.App.Orders.Intake;

/// <summary>Who reports orders and what happened to them.</summary>
public static class OrderPermissions
{
    [Granted(Role.ShopOwner, Role.ShopStaff), NeedsStaffRight(StaffRights.ReportOrders)]
    [Scope(ApiKeyOwner.Shop, "orders:write", CoveredBy = OperatorWrite)]
    public const string ShopWrite = "shop.orders.write";

    [Granted(Role.Admin)]
    public const string OperatorWrite = "operator.orders.write";
}

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
