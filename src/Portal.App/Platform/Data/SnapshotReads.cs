using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Portal.App.Platform.Data;

/// <summary>Reading several things, or one for a long time, as they stand at one moment.</summary>
internal static class SnapshotReads
{
    /// <summary>
    /// Until what it returns is disposed of, every query of the context sees what was committed when the first of them began, whoever
    /// writes meanwhile. Nobody waits for it, and it writes nothing.
    /// </summary>
    public static async Task<IAsyncDisposable> BeginSnapshotAsync(this PortalDb db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            // SQL Server reads versions where the database allows it, see SqlServerRequirements
            return await db.Database.BeginTransactionAsync(
                db.Database.IsSqlServer() ? IsolationLevel.Snapshot : IsolationLevel.RepeatableRead, cancellationToken);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);

        // deferred: it never asks for the one turn to write
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return new SqliteSnapshot(db, transaction);
    }

    private sealed class SqliteSnapshot(PortalDb db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await db.Database.UseTransactionAsync(null);
            await db.Database.CloseConnectionAsync();
        }
    }
}
