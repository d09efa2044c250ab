using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Platform.Data;

/// <summary>Opens snapshots of the database.</summary>
public sealed class ReadSnapshots(IDbContextFactory<PortalDb> contexts, IServiceProvider services)
{
    public async Task<ReadSnapshot> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            var connection = db.Database.GetDbConnection();
            var transaction = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(IsolationLevel.Serializable, deferred: true) // the write-ahead log holds still for a reader
                : await connection.BeginTransactionAsync(Isolation(db), cancellationToken);
            return new ReadSnapshot(db, connection, transaction, contexts, services);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>SQL Server holds still where the database allows it, see <see cref="SqlServerRequirements"/>.</summary>
    private static IsolationLevel Isolation(PortalDb db) =>
        db.Database.IsSqlServer() ? IsolationLevel.Snapshot : IsolationLevel.RepeatableRead;
}

/// <summary>
/// The database as it is at the first read, however long the reading takes: whatever is asked through it belongs together. One thing is
/// asked at a time. Queries read from it when they are made with it (<see cref="Of{T}"/>); it lets nobody write.
/// </summary>
public sealed class ReadSnapshot : IDbContextFactory<PortalDb>, IAsyncDisposable
{
    private readonly PortalDb first;
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly IServiceProvider services;

    internal ReadSnapshot(
        PortalDb first, DbConnection connection, DbTransaction transaction, IDbContextFactory<PortalDb> contexts,
        IServiceProvider services) =>
        (this.first, this.connection, this.transaction, this.contexts, this.services) =
        (first, connection, transaction, contexts, services);

    /// <summary>The class of queries, reading from here.</summary>
    public T Of<T>() => ActivatorUtilities.CreateInstance<T>(services, (IDbContextFactory<PortalDb>)this);

    public PortalDb CreateDbContext()
    {
        var db = contexts.CreateDbContext();
        db.Database.SetDbConnection(connection, contextOwnsConnection: false);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await first.DisposeAsync();
    }
}
