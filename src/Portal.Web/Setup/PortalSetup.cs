using Portal.App;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Backlog;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Orders.Import;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Risk;
using Portal.Web.Api;

namespace Portal.Web.Setup;

/// <summary>What the host is made of, in the order in which a request meets it. Each part has a file of its own in this folder.</summary>
public static class PortalSetup
{
    public static void AddPortal(this WebApplicationBuilder builder, PortalSettings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddPortalLogging();
        builder.Services.AddPortalApp(settings);
        builder.Services.AddSingleton(new PortalEnvironment(builder.Environment.IsProduction()));
        builder.AddIdentity(settings);
        builder.Services.AddHostedService<KeyRingReader>();
        builder.Services.AddHostedService<ChangeReader>();
        builder.Services.AddHostedService<ExpiredAnswers>();
        builder.Services.AddHostedService<ImportWorker>();
        builder.Services.AddHostedService<ReevaluationWorker>();
        builder.Services.AddHostedService<RiskWorker>();
        builder.Services.AddHostedService<EligibilityWorker>();
        builder.Services.AddHostedService<LedgerWorker>();
        builder.Services.AddHostedService<AccountCleaning>();
        builder.Services.AddHostedService<RefusalFlush>();
        builder.Services.AddHostedService<MonthWorker>();
        builder.Services.AddHostedService<BacklogWorker>();
        builder.AddPortalLocalisation();
        builder.Services.AddPortalPages();
        builder.Services.AddFormLimits();
        builder.Services.AddSingleton<MonitoringAccess>();
        builder.Services.AddPortalHealth();
        builder.Services.AddPortalTelemetry(settings.Telemetry);
        builder.Services.AddApi(settings);
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxRelay>());
        builder.AddDemo(settings);
    }

    public static void UsePortal(this WebApplication app, PortalSettings settings)
    {
        app.UseKnownProxies(settings);

        // First, and before the routing of everything else, which would otherwise stand before it: every click passes here.
        Redirect.Use(app, settings);
        app.UseSecurityHeaders();
        app.UsePublicHost(settings);
        app.UseRelativeRedirects();
        app.UseConnectionsOfDeepPages();
        app.UseLastingFiles();
        app.UseRouting();
        app.UseFailurePage();
        app.UseMonitoringAccess();
        app.UseApi();
        app.UseErrorPages();
        app.UseFormLimits();
        app.UseRequestLocalization();
        app.UseOwnOrigin(settings);
        app.UseIdentity();
        app.UseAntiforgery();
        app.MapApi();
        app.MapDemo();
        app.MapPortalHealth();
        app.MapPortalMetrics();
        app.MapPortalPages();
    }
}
