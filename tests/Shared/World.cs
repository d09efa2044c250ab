using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.App;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.Tests.Shared;

/// <summary>
/// A small portal without its web host, on a database of its own. Tests speak to it through intent methods ("a partner of
/// this programme", "an order of this shop"), each kept in a partial file named after its feature.
/// </summary>
public sealed partial class World : IAsyncDisposable
{
    /// <summary>Noon in Vietnam on a Wednesday in the middle of a month.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Passwords of tests guard nothing, and there are many of them.</summary>
    public const int QuickHashing = 1_000;

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly string directory;
    private readonly bool owner;
    private readonly Action<IServiceCollection>? configure;

    private World(
        TestDatabase database, string directory, IDataProtectionProvider? keys = null, bool owner = true, bool keepsKeys = false,
        SettlementSettings? settlement = null, Action<IServiceCollection>? configure = null)
    {
        this.database = database;
        this.directory = directory;
        this.configure = configure;
        this.owner = owner;
        Settings = new PortalSettings
        {
            Database = new DatabaseSettings { Provider = database.Provider },
            ConnectionStrings = new ConnectionStringSettings { Portal = database.ConnectionString },
            Data = new DataSettings { Directory = directory },
            Settlement = settlement ?? new SettlementSettings(),
        };
        var collection = new ServiceCollection();
        collection.AddLogging();
        var protection = collection.AddDataProtection();
        _ = keepsKeys
            ? protection.SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(new DataDirectory(directory).Folder("keys")))
            : protection.UseEphemeralDataProtectionProvider();
        collection.AddPortalApp(Settings);
        collection.AddSingleton(new PortalEnvironment(IsProduction: false));
        if (keys is not null)
            collection.AddSingleton(keys);
        collection.AddSingleton<TimeProvider>(Clock);
        collection.Configure<PasswordHasherOptions>(options => options.IterationCount = QuickHashing);
        List<IInterceptor> interceptors = [Commands, Disk, Outage, Poison];
        if (TranslatesForSqlServer)
            interceptors.Add(SqlServerTwin.Instance);
        collection.ConfigureDbContext<PortalDb>(options => options.AddInterceptors(interceptors));
        configure?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    /// <summary>Whether all that is asked and saved is translated for SQL Server too; false where time is measured.</summary>
    public static bool TranslatesForSqlServer { get; set; } = true;

    public TestClock Clock { get; } = new(Start);

    /// <summary>What went to the database so far.</summary>
    public CommandCounter Commands { get; } = new();

    public FullDisk Disk { get; } = new();

    public Outage Outage { get; } = new();

    /// <summary>Makes a row fail whoever works on it.</summary>
    public Poison Poison { get; } = new();

    public PortalSettings Settings { get; }

    public DatabaseProvider Provider => database.Provider;

    public IServiceProvider Services => services;

    /// <param name="provider">The database.</param>
    /// <param name="forProcesses">True: what is encrypted here can be read by a <see cref="Hosting.PortalProcess"/> of this world
    /// too.</param>
    /// <param name="settlement">How shops are settled with, where it is not the default.</param>
    /// <param name="configure">Adds what a host beside this one adds.</param>
    public static async Task<World> CreateAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite, bool forProcesses = false, SettlementSettings? settlement = null,
        Action<IServiceCollection>? configure = null)
    {
        var fresh = await TestDatabases.CreateAsync(provider);
        return new World(fresh, Directory.CreateTempSubdirectory("portal-world-").FullName, keepsKeys: forProcesses,
            settlement: settlement, configure: configure);
    }

    /// <summary>A second node of the same portal, with memory of its own, on the same database and files.</summary>
    public World AnotherNode() =>
        new(database, directory, Get<IDataProtectionProvider>(), owner: false, configure: configure) { cast = cast };

    /// <summary>A use case, query or other service of the portal.</summary>
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task<PortalDb> DbAsync() => Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!owner)
            return;
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
