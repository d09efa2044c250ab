using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>What makes a line of a batch worth a second look.</summary>
public enum PayoutLineCheck
{
    /// <summary>The batch pays the same partner or shop, or the same account, more than once.</summary>
    SamePayee,

    /// <summary>The first payment to an account that a payee has instead of another one.</summary>
    ChangedAccount,
}

/// <summary>What whoever approves a batch looks at before.</summary>
/// <param name="SamePayee">Lines that pay a payee or an account more than once.</param>
/// <param name="ChangedAccount">Lines that are the first payment to a changed account.</param>
/// <param name="Before">The last batch of its kind before it; null for the first.</param>
public sealed record PayoutReview(int SamePayee, int ChangedAccount, EarlierBatch? Before);

/// <param name="Count">Lines that were paid, or are to be.</param>
/// <param name="Total">What the bank transfers for them, in đồng.</param>
public sealed record EarlierBatch(Guid Id, string Number, DateOnly Month, DateOnly? Week, int Count, long Total);

/// <summary>Looks at a batch as a careful person does before they approve it. Nothing of it stops the approval.</summary>
public sealed class PayoutReviewQueries(IDbContextFactory<PortalDb> contexts)
{
    public async Task<Outcome<PayoutReview>> GetAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken) is not { } batch)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        var lines = db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId);
        var before = await (batch.Week is { } week
                ? db.PayoutBatches.Where(row => row.Week < week && row.State != PayoutBatchState.Discarded)
                    .OrderByDescending(row => row.Week)
                : db.PayoutBatches.Where(
                    row => row.Week == null && row.Month < batch.Month && row.State != PayoutBatchState.Discarded)
                    .OrderByDescending(row => row.Month))
            .Select(row => new { row.Id, row.Number, row.Month, row.Week }).FirstOrDefaultAsync(cancellationToken);
        var paid = before is null ? null : await db.PayoutLines.Where(
            line => line.BatchId == before.Id && PayoutLines.Transferred.Contains(line.State)).GroupBy(_ => 1)
            .Select(group => new { Count = group.Count(), Total = group.Sum(line => line.Amount - line.Tax) })
            .SingleOrDefaultAsync(cancellationToken);
        return new PayoutReview(
            await Found(db, lines, batchId, PayoutLineCheck.SamePayee).CountAsync(cancellationToken),
            await Found(db, lines, batchId, PayoutLineCheck.ChangedAccount).CountAsync(cancellationToken),
            before is null ? null : new EarlierBatch(
                before.Id, before.Number, before.Month, before.Week, paid?.Count ?? 0, paid?.Total ?? 0));
    }

    /// <summary>Those lines of the batch that the check finds, among those that the bank is asked to pay.</summary>
    internal static IQueryable<PayoutLine> Found(PortalDb db, IQueryable<PayoutLine> lines, Guid batchId, PayoutLineCheck check)
    {
        lines = lines.Where(line => PayoutLines.Transferred.Contains(line.State));
        return check == PayoutLineCheck.SamePayee ? SamePayee(db, lines, batchId) : ChangedAccount(db, lines, batchId);
    }

    // whom it pays twice is found once for the batch, not line by line
    private static IQueryable<PayoutLine> SamePayee(PortalDb db, IQueryable<PayoutLine> lines, Guid batchId)
    {
        var payees =
            from line in db.PayoutLines
            where line.BatchId == batchId && PayoutLines.Transferred.Contains(line.State)
            join withdrawal in db.Withdrawals on line.WithdrawalId equals withdrawal.Id
            join account in db.BankAccounts on withdrawal.BankAccountId equals account.Id
            select new { line.HolderId, account.NumberHash };
        var holders = payees.GroupBy(payee => payee.HolderId).Where(group => group.Count() > 1).Select(group => group.Key);
        var numbers = payees.GroupBy(payee => payee.NumberHash).Where(group => group.Count() > 1).Select(group => group.Key);
        return lines.Where(line => holders.Contains(line.HolderId)
            || db.Withdrawals.Any(row => row.Id == line.WithdrawalId
                && db.BankAccounts.Any(account => account.Id == row.BankAccountId && numbers.Contains(account.NumberHash))));
    }

    private static IQueryable<PayoutLine> ChangedAccount(PortalDb db, IQueryable<PayoutLine> lines, Guid batchId) => lines.Where(line =>
        db.Withdrawals.Any(row => row.Id == line.WithdrawalId && db.BankAccounts.Any(account => account.Id == row.BankAccountId
            && db.BankAccounts.Any(
                other => other.OwnerId == account.OwnerId && other.AddedAt < account.AddedAt && other.NumberHash != account.NumberHash)
            && !db.Withdrawals.Any(paid => paid.HolderId == line.HolderId && paid.State == WithdrawalState.Paid && paid.BatchId != batchId
                && db.BankAccounts.Any(same => same.Id == paid.BankAccountId && same.NumberHash == account.NumberHash)))));
}
