using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Workers;

/// <summary>A piece of a worker's work.</summary>
/// <param name="Id">The row that it is about.</param>
/// <param name="Subject">What people know the row by.</param>
public sealed record WorkItem(WorkKind Kind, Guid Id, string Subject)
{
    /// <summary>A part of a worker as a whole: the same id on every node.</summary>
    public static WorkItem Part(string worker, string part) =>
        new(WorkKind.Worker, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{worker}: {part}")).AsSpan(0, 16)), part);
}

/// <summary>
/// Keeps a row that fails from holding up the others: it is put aside with what went wrong, tried again after pauses that grow, and seen by
/// people meanwhile. A database that is out of reach is nobody's fault: then the work stops as a whole, and nothing is noted.
/// </summary>
public sealed class FailedWork(IDbContextFactory<PortalDb> contexts, SqliteWriteGate turns, TimeProvider clock, ILogger<FailedWork> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Does one piece after the other, each by itself; those that failed and are not due again are left out.</summary>
    public async Task RunAsync(
        IReadOnlyList<WorkItem> items, Func<WorkItem, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(items, cancellationToken);
        foreach (var item in items)
        {
            var next = known.TryGetValue((item.Kind, item.Id), out var at) ? at : (DateTimeOffset?)null;
            if (next > clock.GetUtcNow())
                continue;
            if (await TryAsync(item, stop => work(item, stop), cancellationToken) && next is not null)
                await ForgetAsync(item, cancellationToken);
        }
    }

    /// <summary>Does it; what it fails with is noted and not thrown. True when it was done.</summary>
    public async Task<bool> TryAsync(WorkItem item, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return true;
        }
        catch (Exception failure) when (IsItsOwn(failure, cancellationToken))
        {
            await NoteAsync(item, failure, cancellationToken);
            return false;
        }
    }

    /// <summary>Whether a failure is the row's own: not that the portal stops, nor that the database is out of reach.</summary>
    public static bool IsItsOwn(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && !failure.IsUnavailable();

    /// <summary>It failed once more: it is tried again after a pause, which grows.</summary>
    public async Task NoteAsync(WorkItem item, Exception failure, CancellationToken cancellationToken)
    {
        log.LogError(failure, "{Kind} of {Subject} ({Id}) failed; it is tried again later", item.Kind, item.Subject, item.Id);
        using var turn = await turns.TakeAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await NoteAsync(db, item, failure, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception race) when (race.IsLostRace())
        {
            // another node failed at it in the same moment, and noted it
        }
    }

    /// <summary>The same in a transaction of the caller's, who saves.</summary>
    internal async Task NoteAsync(PortalDb db, WorkItem item, Exception failure, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var row = await db.WorkFailures.FindAsync([item.Kind, item.Id], cancellationToken);
        if (row is null)
        {
            db.WorkFailures.Add(row = new WorkFailure
            {
                Kind = item.Kind,
                SubjectId = item.Id,
                Subject = Cut(item.Subject, Lengths.Name),
                Attempts = 0,
                Error = "",
                Since = now,
                LastAt = now,
                NextAt = now,
            });
        }

        row.Attempts++;
        row.Error = Cut($"{failure.GetType().Name}: {failure.GetBaseException().Message}".Replace('\0', ' '), Lengths.Note);
        row.LastAt = now;
        row.NextAt = now + PauseAfter(row.Attempts);
    }

    /// <summary>It was done: nothing is left of its failures.</summary>
    public async Task ForgetAsync(WorkItem item, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WorkFailures.Where(row => row.Kind == item.Kind && row.SubjectId == item.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The pause after the n-th failure: a minute, and each time twice as long, up to six hours.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<Dictionary<(WorkKind, Guid),
        DateTimeOffset>> KnownAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return [];

        var kinds = items.Select(item => item.Kind).Distinct().ToArray();
        var ids = items.Select(item => item.Id).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WorkFailures.AsNoTracking().Where(row => kinds.Contains(row.Kind) && ids.Contains(row.SubjectId))
            .ToDictionaryAsync(row => (row.Kind, row.SubjectId), row => row.NextAt, cancellationToken);
    }

    private static string Cut(string text, int length) => text.Length <= length
        ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
