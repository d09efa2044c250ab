using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>
/// Who works on which report, and how far they are: a report is leased to one worker at a time, who keeps its lease with each part.
/// </summary>
public sealed class ImportLeases(IDbContextFactory<PortalDb> contexts, Transactions transactions, TimeProvider clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The oldest report that nobody works on, now leased; null when there is none, or another node was quicker.</summary>
    internal async Task<OrderImport?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var lease = Ids.New(clock);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resting = db.Resting(WorkKind.Import, now);
        var waiting = await db.OrderImports.AsNoTracking()
            .Where(import => (import.State == ImportState.Checking || import.State == ImportState.Importing)
                && (import.LeasedUntil == null || import.LeasedUntil < now) && !resting.Contains(import.Id))
            .OrderBy(import => import.UploadedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is null)
            return null;

        var mine = await db.OrderImports
            .Where(import => import.Id == waiting.Id && import.State == waiting.State
                && (import.LeasedUntil == null || import.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(import => import.LeasedUntil, now + Lease)
                .SetProperty(import => import.LeaseId, lease), cancellationToken);
        waiting.LeaseId = lease;
        return mine == 1 ? waiting : null;
    }

    /// <summary>Keeps how far the run is, and the lease; false when somebody else has the report now.</summary>
    internal async Task<bool> SaveAsync(
        OrderImport import, ImportProgress progress, ImportState state, long bytesRead, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var finished = state is not (ImportState.Checking or ImportState.Importing);
        var change = new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = now };
        var kept = await transactions.OnceAsync(
            async (db, stop) =>
            {
                var mine = await db.OrderImports
                    .Where(row => row.Id == import.Id && row.State == import.State && row.LeaseId == import.LeaseId)
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(row => row.State, state)
                        .SetProperty(row => row.Rows, progress.Rows)
                        .SetProperty(row => row.BytesRead, bytesRead)
                        .SetProperty(row => row.NewOrders, progress.New)
                        .SetProperty(row => row.KnownOrders, progress.Known)
                        .SetProperty(row => row.BadOrders, progress.Bad)
                        .SetProperty(row => row.Events, progress.Events)
                        .SetProperty(row => row.Amended, progress.Amended)
                        .SetProperty(row => row.Returns, progress.Returns)
                        .SetProperty(row => row.ReturnedAmount, progress.ReturnedAmount)
                        .SetProperty(row => row.FailureCode, import.FailureCode)
                        .SetProperty(row => row.FinishedAt, finished ? now : null)
                        .SetProperty(row => row.LeasedUntil, finished ? null : now + Lease), stop);
                if (mine == 0)
                    return false;

                await db.InsertAsync(progress.TakeUnsaved(), stop);
                db.Changes.Add(change);
                return true;
            },
            mine => mine,
            cancellationToken);
        if (kept)
            import.BytesRead = bytesRead;
        return kept;
    }

    /// <summary>The portal stops: whoever starts next need not wait for the lease to run out.</summary>
    internal async Task ReleaseAsync(OrderImport import)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.OrderImports
            .Where(row => row.Id == import.Id && row.LeaseId == import.LeaseId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null), CancellationToken.None);
    }
}
