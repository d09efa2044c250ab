using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;

namespace Portal.App.Platform.Idempotency;

/// <summary>Clears away stored answers that can no longer be asked for, once an hour, some at a time so that writers do not wait.</summary>
public sealed class ExpiredAnswers(IDbContextFactory<PortalDb> contexts, FailedWork failed, TimeProvider clock, ILogger<ExpiredAnswers> log)
    : PeriodicWorker(TimeSpan.FromHours(1), failed, clock, log)
{
    private readonly TimeProvider clock = clock;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(ClearAsync, "Old answers could not be cleared away")];

    /// <returns>How many were cleared away.</returns>
    public async Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IdempotentRequests.Where(request => request.ExpiresAt <= now)
            .DeleteInPartsAsync(request => request.ExpiresAt, cancellationToken);
    }
}
