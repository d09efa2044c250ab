using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;

namespace Portal.App.Backlog;

/// <summary>A row that a worker could not work on, as people read of it.</summary>
/// <param name="Subject">An order number, a month, an address; empty where the row has no name.</param>
/// <param name="NextAt">Tried again then; null for what is not tried again by itself.</param>
public sealed record FailedWorkView(
    WorkKind Kind, Guid SubjectId, string Subject, int Attempts, string Error, DateTimeOffset Since, DateTimeOffset LastAt,
    DateTimeOffset? NextAt);

/// <summary>How much waits, and since when the oldest of it does.</summary>
/// <param name="Failing">Rows that failed and rest.</param>
/// <param name="OverdueSince">When the oldest orders that are to be decided again, and did not fail, were due; null when none are.</param>
/// <param name="Rewards">Earned rewards that no tax policy covers (R6.3).</param>
public sealed record BacklogView(
    IReadOnlyDictionary<WorkKind, int> Failing, DateTimeOffset? FailingSince, DateTimeOffset? OverdueSince, int Rewards,
    DateTimeOffset? RewardsSince)
{
    public int Failures => Failing.Values.Sum();
}

/// <summary>What the portal does by itself and has not done: what failed, what waits.</summary>
public sealed class BacklogQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>The failed work, what fails longest first.</summary>
    public async Task<PageOf<FailedWorkView>> FailedAsync(
        Actor actor, WorkKind? kind, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<FailedWorkView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.WorkFailures.AsNoTracking().Where(row => kind == null || row.Kind == kind);
        var total = await rows.CountAsync(cancellationToken);
        var found = await rows.OrderBy(row => row.Since).ThenBy(row => row.SubjectId).Skip(page.Skip).Take(page.Size)
            .ToListAsync(cancellationToken);
        return new PageOf<FailedWorkView>(
            [
                .. found.Select(row => new FailedWorkView(
                    row.Kind, row.SubjectId, row.Subject, row.Attempts, row.Error, row.Since, row.LastAt, row.Kind == WorkKind.Mail
                    ? null : row.NextAt)),
            ],
            total);
    }

    /// <summary>For whoever runs the portal: numbers and times, nothing about anybody.</summary>
    public async Task<BacklogView> NowAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var failing = await db.WorkFailures.GroupBy(row => row.Kind)
            .Select(group => new { group.Key, Count = group.Count(), Since = group.Min(row => row.Since) })
            .ToListAsync(cancellationToken);
        var resting = db.Resting(WorkKind.Reevaluation, now);
        return new BacklogView(
            failing.ToDictionary(group => group.Key, group => group.Count),
            failing.Count == 0 ? null : failing.Min(group => group.Since),
            await db.ReevaluationRequests.Where(row => row.DueAt <= now && !resting.Contains(row.Id)).OrderBy(row => row.DueAt)
                .Select(row => (DateTimeOffset?)row.DueAt).FirstOrDefaultAsync(cancellationToken),
            await db.WaitingRewards.CountAsync(cancellationToken),
            await db.WaitingRewards.OrderBy(row => row.Since).Select(row => (DateTimeOffset?)row.Since)
            .FirstOrDefaultAsync(cancellationToken));
    }
}
