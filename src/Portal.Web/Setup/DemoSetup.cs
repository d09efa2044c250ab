using System.Runtime.Loader;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// The demonstration is the assembly <c>Portal.Demo</c> beside the host. Nothing references it: it is loaded by name where it stands, and
/// never in Production.
/// </summary>
public static class DemoSetup
{
    private const string Assembly = "Portal.Demo.dll";

    public static void AddDemo(this WebApplicationBuilder builder, PortalSettings settings)
    {
        if (builder.Environment.IsProduction())
            return;

        if (Load() is { } demo)
        {
            builder.Services.AddSingleton(demo);
            demo.Add(builder, settings);
        }
        else if (settings.Demo.Seed == true)
        {
            throw new InvalidOperationException(
                $"Demo:Seed is set, and {Assembly} is not beside the portal. Publish with -p:PublishDemo=true, or remove the setting.");
        }
    }

    public static Task SeedDemoAsync(this WebApplication app, PortalSettings settings) =>
        DemoOf(app)?.PrepareAsync(app, settings) ?? Task.CompletedTask;

    public static void MapDemo(this WebApplication app) => DemoOf(app)?.Map(app);

    private static IHostPart<WebApplicationBuilder, WebApplication>? DemoOf(WebApplication app) =>
        app.Services.GetService<IHostPart<WebApplicationBuilder, WebApplication>>();

    // by its path: the host's list of assemblies does not name it
    private static IHostPart<WebApplicationBuilder, WebApplication>? Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, Assembly);
        if (!File.Exists(path))
            return null;

        var part = AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetExportedTypes()
            .Single(type => type.IsAssignableTo(typeof(IHostPart<WebApplicationBuilder, WebApplication>)));
        return (IHostPart<WebApplicationBuilder, WebApplication>)Activator.CreateInstance(part)!;
    }
}
