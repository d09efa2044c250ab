using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Statements;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>A week whose statements leave something to be settled.</summary>
/// <param name="Statements">How many of them are in their shops' favour.</param>
/// <param name="Amount">What remains of them, in đồng, with what is in dispute.</param>
/// <param name="WithoutAccount">How many of them wait for an account that money may go to.</param>
public sealed record WeekToSettle(DateOnly Week, int Statements, long Amount, int WithoutAccount);

/// <summary>What waits for a settlement batch, for the operator only.</summary>
public sealed class SettlementQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>Statements of this week and before that leave something in the shop's favour.</summary>
    internal static IQueryable<WeeklyStatement> Open(PortalDb db, DateOnly week) =>
        db.WeeklyStatements.Where(statement => statement.Week <= week && statement.Remaining > 0);

    /// <summary>
    /// The last week that has no batch and up to which something waits to be settled, with all that waits; null when nothing does.
    /// </summary>
    public async Task<WeekToSettle?> NextAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        var now = clock.GetUtcNow();
        var week = StatementWeek.LastOver(now);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PayoutBatches.AnyAsync(batch => batch.Week == week && batch.State != PayoutBatchState.Discarded, cancellationToken))
            return null;

        var waiting = await Open(db, week).Select(statement => new
        {
            statement.Remaining,
            HasAccount = db.BankAccounts.Any(
                    account => account.OwnerId == statement.ShopId && account.RemovedAt == null && account.UsableFrom <= now),
        })
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Amount = all.Sum(row => row.Remaining),
                WithoutAccount = all.Count(row => !row.HasAccount),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return waiting is null ? null : new WeekToSettle(week, waiting.Count, waiting.Amount, waiting.WithoutAccount);
    }
}
