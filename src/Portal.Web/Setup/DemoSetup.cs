using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Demo;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Web.DemoShop;
using Portal.Web.SignIn;

namespace Portal.Web.Setup;

/// <summary>Fills a fresh database with demo data where that is wanted, and then says where to sign in as whom.</summary>
public static class DemoSetup
{
    public static async Task SeedDemoAsync(this WebApplication app, PortalSettings settings)
    {
        if (!(settings.Demo.Seed ?? app.Environment.IsDevelopment()))
            return;

        var openShop = app.Environment.IsDevelopment() && Address(app.Configuration["urls"]) is { Port: not 0 } address
            ? new Uri(address, $"{DemoShopSetup.Path}/")
            : null;
        await SeedDemo.RunAsync(
            settings,
            app.Services.GetRequiredService<IDataProtectionProvider>(),
            app.Services.GetRequiredService<ILoggerFactory>(),
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
            openShop,
            CancellationToken.None);
        if (await IsDemoAsync(app.Services))
            app.Lifetime.ApplicationStarted.Register(() => Greet(app));
    }

    /// <summary>Only where the people of the demonstration exist: the passwords are of no use elsewhere.</summary>
    private static async Task<bool> IsDemoAsync(IServiceProvider services)
    {
        var email = DemoData.People.Accounts[0].Email;
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.Users.AnyAsync(user => user.Email == email);
    }

    private static void Greet(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (Address(bound) is { } address)
            Console.Write(Greeting(address, app.Services.GetRequiredService<DemoAccounts>()));
    }

    // to the console and not to the log, which may be kept
    private static string Greeting(Uri address, DemoAccounts accounts)
    {
        var now = TimeProvider.System.GetUtcNow(); // authenticator apps know only the real time
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  Portal     {address}")
            .AppendLine(CultureInfo.InvariantCulture, $"  Demo shop  {address}{DemoShopSetup.Path[1..]}")
            .AppendLine(CultureInfo.InvariantCulture, $"  Sign in at {address}{AccountPaths.SignIn[1..]} with the password {accounts.Password} as")
            .AppendLine();
        foreach (var account in DemoData.People.Accounts.Concat(DemoData.People.MoreAccounts))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {account.Role,-16} {account.Email,-26}{(account.Shop is { } shop ? $" of {shop}" : null)}");
            if (accounts.AuthenticatorKey(account.Email) is { } key)
                text.Append(CultureInfo.InvariantCulture, $" code now {Totp.Code(Totp.FromBase32(key), now)}, app key {key}");
            text.AppendLine();
        }

        return text.AppendLine().AppendLine("  A code is good for about a minute and once; for more, enter the key in an authenticator app.").AppendLine().ToString();
    }

    /// <summary>The first address that the server binds, as a browser on this machine reaches it.</summary>
    internal static Uri? Address(string? bound)
    {
        var first = (bound ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? SettingsSetup.DefaultUrl;
        var named = first.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri))
            return null;

        // "every address of this machine" is nothing that one can call
        return uri.Host is "0.0.0.0" or "[::]" ? new Uri($"{uri.Scheme}://localhost:{uri.Port}/") : new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }
}
