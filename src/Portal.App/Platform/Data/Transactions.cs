using System.Data;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;

namespace Portal.App.Platform.Data;

/// <summary>
/// The one place where a write transaction begins and ends: in its turn on SQLite, on a fresh context; what it noted for open pages is told
/// once it is committed. Use cases go through <see cref="UnitOfWork"/>, which asks for rights before.
/// </summary>
public sealed class Transactions(IDbContextFactory<PortalDb> contexts, SqliteWriteGate turns, ChangeNotifier notifier)
{
    /// <summary>How often something is tried when somebody else was first each time.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// Runs it, and when somebody else was first (a unique key or a version column says so) again from the top on a fresh context: so it
    /// must do nothing outside the database.
    /// </summary>
    /// <param name="write">Loads, decides and adds rows, which are saved when it returns.</param>
    /// <param name="isKept">Whether what it returns is committed; otherwise nothing is.</param>
    /// <param name="cancellationToken">Ends it up to the point where it is saved.</param>
    internal async Task<T> RunAsync<T>(
        Func<PortalDb, CancellationToken, Task<T>> write, Func<T, bool> isKept, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(write, isKept, cancellationToken);
            }
            catch (Exception failure) when (attempt < Attempts && failure.IsLostRace())
            {
                // Another transaction was first; what it wrote is visible to the next attempt.
            }
        }
    }

    /// <summary>The same for whoever has a way of their own to try again.</summary>
    internal async Task<T> OnceAsync<T>(
        Func<PortalDb, CancellationToken, Task<T>> write, Func<T, bool> isKept, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var result = await write(db, cancellationToken);
        if (!isKept(result))
            return result;

        var changes = db.ChangeTracker.Entries<Change>().Select(entry => entry.Entity).ToList();

        // From here on the write is finished whatever the caller does: a cancelled commit is neither done nor undone.
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        notifier.Publish(changes);
        return result;
    }
}
