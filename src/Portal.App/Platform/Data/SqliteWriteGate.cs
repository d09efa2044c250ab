using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Data;

/// <summary>
/// Lets the writers of this process take turns on SQLite, in the order in which they came. SQLite has one writer at a time
/// and makes the others ask again and again with growing pauses, so that a writer who comes back at once, as the order
/// intake does, can keep somebody waiting for seconds. A courtesy only: nothing is right because of it, since other
/// processes do not take part, and a server database has no turns to wait for.
/// </summary>
public sealed class SqliteWriteGate(PortalSettings settings) : IDisposable
{
    private readonly SemaphoreSlim? turn = settings.Database.Provider == DatabaseProvider.Sqlite ? new(1, 1) : null;

    /// <returns>What ends the turn; null where there are none.</returns>
    public async ValueTask<IDisposable?> TakeAsync(CancellationToken cancellationToken)
    {
        if (turn is null)
            return null;

        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose() => turn?.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
