using Portal.App.Data;
using Portal.App.Settings;

namespace Portal.Web.Setup;

/// <summary>Reads the settings and refuses to start with those that would be dangerous.</summary>
public static class SettingsSetup
{
    public const string DefaultUrl = "http://localhost:5080";
    private const int SecretLength = 32;

    public static PortalSettings ReadPortalSettings(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);

        var settings = builder.Configuration.Get<PortalSettings>() ?? new PortalSettings();
        if (builder.Environment.IsProduction())
            RefuseDangerous(settings);
        return settings;
    }

    private static void RefuseDangerous(PortalSettings settings)
    {
        if (settings.Clock.Now is not null)
            throw new InvalidOperationException("Clock:Now must not be set in Production: money depends on the real time.");
        if (settings.Portal.Benchmark)
            throw new InvalidOperationException("Portal:Benchmark must not be set in Production.");
        if (settings.Portal.BootstrapAdminKey is { Length: > 0 and < SecretLength })
            throw new InvalidOperationException($"Portal:BootstrapAdminKey must have at least {SecretLength} characters in Production.");
        if (settings.Database.Provider != DatabaseProvider.Sqlite && settings.Security.MatchingKey.Length == 0)
            throw new InvalidOperationException("Security:MatchingKey must be set in Production on a server database: all nodes must match and sign alike.");
        if (settings.Database.Provider != DatabaseProvider.Sqlite && settings.Tracking.Node is null)
            throw new InvalidOperationException("Tracking:Node must be set in Production on a server database, another for each node: click ids are made from it.");
        if (settings.Security.MatchingKey is { Length: > 0 and < SecretLength })
            throw new InvalidOperationException($"Security:MatchingKey must have at least {SecretLength} characters in Production.");
    }
}
