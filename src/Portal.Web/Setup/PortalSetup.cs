using Portal.App;
using Portal.App.Platform.Settings;
using Portal.Web.Api;
using Portal.Web.Components.Exports;
using Portal.Web.Pages.Check;

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
        builder.AddPortalLocalisation();
        builder.Services.AddPortalPages();
        builder.Services.AddListExports();
        builder.Services.AddFormLimits();
        builder.Services.AddSingleton<MonitoringAccess>();
        builder.Services.AddPortalHealth();
        builder.Services.AddPortalTelemetry(settings.Telemetry);
        builder.Services.AddApi(settings);
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
        app.UseCheckAsJson();
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
