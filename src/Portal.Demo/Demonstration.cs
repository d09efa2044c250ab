using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Settings;
using Portal.Demo.DemoShop;

namespace Portal.Demo;

/// <summary>
/// Fills a fresh database with demo data where that is wanted, says where to sign in as whom, and in Development opens a shop to try
/// things in.
/// </summary>
public sealed class Demonstration : IHostPart<WebApplicationBuilder, WebApplication>
{
    public void Add(WebApplicationBuilder builder, PortalSettings settings)
    {
        builder.Services.AddSingleton<DemoAccounts>();
        builder.AddDemoShop();
    }

    public async Task PrepareAsync(WebApplication host, PortalSettings settings)
    {
        if (!(settings.Demo.Seed ?? host.Environment.IsDevelopment()))
            return;

        var openShop = host.Environment.IsDevelopment() && LocalAddress.Of(host.Configuration["urls"]) is { Port: not 0 } address
            ? new Uri(address, $"{DemoShopSetup.Path}/")
            : null;
        await SeedDemo.RunAsync(
            settings,
            host.Services.GetRequiredService<IDataProtectionProvider>(),
            host.Services.GetRequiredService<ILoggerFactory>(),
            host.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            openShop,
            CancellationToken.None);
        if (await IsDemoAsync(host.Services))
            host.Lifetime.ApplicationStarted.Register(() => Greet(host));
    }

    public void Map(WebApplication host) => host.MapDemoShop();

    /// <summary>Only where the people of the demonstration exist: the passwords are of no use elsewhere.</summary>
    private static async Task<bool> IsDemoAsync(IServiceProvider services)
    {
        var email = DemoData.People.Accounts[0].Email;
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.Users.AnyAsync(user => user.Email == email);
    }

    // to the console and not to the log, which may be kept
    private static void Greet(WebApplication host)
    {
        var bound = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (LocalAddress.Of(bound) is { } address)
            Console.Write(Greeting.Text(address, host.Services.GetRequiredService<DemoAccounts>()));
    }
}
