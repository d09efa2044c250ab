using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Attribution;

/// <summary>What decides about orders, at once and again, and the reading of it.</summary>
[MenuLine("Menu_Orders", "Orders", "/partner/orders", Permission.PartnerRead, Partner = 30, Daily = [Role.Partner])]
[MenuLine("Menu_OrderLookup", "Lookup", "/partner/lookup", Permission.PartnerRead, Partner = 40)]
[MenuLine(
    "Menu_OrdersSurcharges", "Orders", "/shop/orders", Permission.ShopOrdersRead, Shop = 10, Daily = [Role.ShopOwner, Role.ShopStaff])]
[MenuLine("Menu_AllOrders", "Orders", "/admin/orders", Permission.OperatorRead, Admin = 50, Finance = 80, Daily = [Role.Auditor])]
public static class AttributionRegistration
{
    public static IServiceCollection AddAttribution(this IServiceCollection services) => services
        .AddSingleton<DecisionFactLoader>()
        .AddSingleton<OrderDecider>()
        .AddSingleton<OrderReevaluator>()
        .AddSingleton<ReevaluateOrders>()
        .AddHostedService<ReevaluationWorker>()
        .AddSingleton<RulingWriter>()
        .AddSingleton<LookupLimit>()
        .AddSingleton<IOrderStep, OrderAttribution>()
        .AddSingleton<IProgrammeStep, ProgrammeOrders>()
        .AddSingleton<IPartnerStep, ReevaluationTriggers.LateMemberships>()
        .AddSingleton<IMembershipStep, ReevaluationTriggers.LateMemberships>();
}
