using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Attribution;
using Portal.App.Backlog;
using Portal.App.Catalogue;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Disputes.Rulings;
using Portal.App.Documents.Exports;
using Portal.App.Documents;
using Portal.App.Eligibility;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.Statements;
using Portal.App.Money.PeriodClose;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Partners;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.App.Risk;
using Portal.App.Traffic.Links;

namespace Portal.App;

/// <summary>Puts the use cases, queries and what they stand on into the container.</summary>
public static class Registration
{
    public static IServiceCollection AddPortalApp(this IServiceCollection services, PortalSettings settings)
    {
        var data = new DataDirectory(settings.Data.Directory);
        services.AddSingleton(settings);
        services.AddSingleton(new PortalEnvironment(IsProduction: true)); // unless the host says otherwise after this
        services.AddSingleton(data);
        services.AddSingleton<TimeProvider>(new PortalClock(settings.Clock.Now));
        services.AddDbContextFactory<PortalDb>(options =>
            options.UsePortalDatabase(settings.Database.Provider, ConnectionString(settings, data)));
        services.AddSingleton<ChangeNotifier>();
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<Transactions>();
        services.AddSingleton<UnitOfWork>();
        services.AddSingleton<FailedWork>();
        services.AddDataProtection();
        services.AddSingleton<Rights>();
        services.AddSingleton<RightsNow>();
        services.AddAuditing();
        services.AddSingleton<IdempotentAnswers>();
        services.AddHostedService<KeyRingReader>();
        services.AddHostedService<ChangeReader>();
        services.AddHostedService<ExpiredAnswers>();
        services.AddOutbox(settings);

        // in the order of the groups, which is the order in which the steps of one transaction run
        services.AddUsers();
        services.AddApiKeys();
        services.AddCatalogue();
        services.AddPartners();
        services.AddTracking(settings, data);
        services.AddOrders();
        services.AddImports();
        services.AddAttribution();
        services.AddEligibility();
        services.AddRisk();
        services.AddLedger();
        services.AddPayouts();
        services.AddStatements();
        services.AddInvoices();
        services.AddPeriodClose();
        services.AddEvidence();
        services.AddRulings();
        services.AddDisputes();
        services.AddDocuments();
        services.AddExports();
        services.AddBacklog();
        AddUseCasesAndQueries(services);
        return services;
    }

    public static string ConnectionString(PortalSettings settings, DataDirectory data) =>
        settings.ConnectionStrings.Portal is { Length: > 0 } given
            ? given
            : settings.Database.Provider == DatabaseProvider.Sqlite
                ? $"Data Source={data.File("portal.db")}"
                : throw new InvalidOperationException("ConnectionStrings:Portal is required for a server database.");

    /// <summary>
    /// A use case is a sealed class whose <c>RunAsync</c> takes the <see cref="Actor"/> first; a read side is a class named
    /// <c>…Queries</c>. Both hold no state, so one of each serves everybody.
    /// </summary>
    private static void AddUseCasesAndQueries(IServiceCollection services)
    {
        foreach (var type in typeof(Registration).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false }))
        {
            if (type.Name.EndsWith("Queries", StringComparison.Ordinal) || IsUseCase(type))
                services.AddSingleton(type);
        }
    }

    private static bool IsUseCase(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(method =>
            method is { Name: "RunAsync", IsGenericMethod: false }
            && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor));
}
