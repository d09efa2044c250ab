using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// Brings the schema up to date, or refuses to start on an old one, on a SQL Server with other settings than the portal relies on, or with
/// keys that are not its own, and names the cure.
/// </summary>
public static class DatabaseSetup
{
    public static async Task PrepareDatabaseAsync(this WebApplication app, PortalSettings settings)
    {
        await BringUpToDateAsync(app, settings);
        await app.Services.GetRequiredService<StoredHashes>().CheckAsync(CancellationToken.None);
    }

    private static async Task BringUpToDateAsync(WebApplication app, PortalSettings settings)
    {
        var contexts = app.Services.GetRequiredService<IDbContextFactory<PortalDb>>();
        await using var db = await contexts.CreateDbContextAsync();
        if (settings.Database.Provider == DatabaseProvider.SqlServer && await db.GetService<IRelationalDatabaseCreator>().ExistsAsync())
            await SqlServerRequirements.CheckAsync(db, CancellationToken.None); // one that is made here is made as it must be

        if (settings.Database.Provider == DatabaseProvider.Sqlite || settings.Database.MigrateAtStart)
        {
            await db.Database.MigrateAsync();
            return;
        }

        var missing = (await db.Database.GetPendingMigrationsAsync()).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database lacks {missing.Count} migrations, first {missing[0]}. Start once with Database__MigrateAtStart=true, "
                + $"or run: dotnet ef database update --project migrations/Portal.Migrations.{settings.Database.Provider}");
        }
    }
}
