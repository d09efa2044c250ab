using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;

namespace Portal.App.Attribution;

/// <summary>What decides about orders, at once and again, and the reading of it.</summary>
public static class AttributionRegistration
{
    public static IServiceCollection AddAttribution(this IServiceCollection services) => services
        .AddSingleton<DecisionFactLoader>()
        .AddSingleton<OrderDecider>()
        .AddSingleton<OrderReevaluator>()
        .AddSingleton<ReevaluateOrders>()
        .AddSingleton<LookupLimit>()
        .AddSingleton<IOrderStep, OrderAttribution>()
        .AddSingleton<IProgrammeStep, ProgrammeOrders>()
        .AddSingleton<IPartnerStep, ReevaluationTriggers.LateMemberships>()
        .AddSingleton<IMembershipStep, ReevaluationTriggers.LateMemberships>();
}
