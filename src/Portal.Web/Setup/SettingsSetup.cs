using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>Reads the settings and refuses to start with those that would be dangerous.</summary>
public static class SettingsSetup
{
    public const string DefaultUrl = "http://localhost:5080";

    public static PortalSettings ReadPortalSettings(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);

        var settings = builder.Configuration.Get<PortalSettings>() ?? new PortalSettings();
        if (builder.Environment.IsProduction())
            ProductionCheck.Refuse(settings, builder.Configuration["AllowedHosts"]);
        return settings;
    }
}
