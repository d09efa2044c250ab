using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>A line of a batch that approving it now would pay otherwise than it was made.</summary>
/// <param name="Amount">What was requested, in đồng.</param>
/// <param name="Reason">Why it would be held, one of <see cref="PayoutReasons"/>; null when it would be paid.</param>
/// <param name="Tax">Withheld from it as the batch stands.</param>
/// <param name="TaxNow">Withheld from it if the batch were approved now.</param>
public sealed record PayoutChange(
    Guid WithdrawalId, Guid PayeeId, string PayeeName, string Reference, long Amount, string? Reason, long Tax, long TaxNow);

/// <summary>What approving a batch now would pay.</summary>
/// <param name="Count">Lines.</param>
/// <param name="Total">What the bank would transfer for them, in đồng.</param>
/// <param name="Tax">Withheld from them.</param>
/// <param name="Held">Lines that would wait for the next batch.</param>
/// <param name="Changed">Lines that are otherwise than when the batch was made.</param>
/// <param name="Changes">The largest of them, at most <see cref="PayoutPreviewQueries.Most"/>.</param>
/// <param name="PaysReader">Whether it would pay the reader, who then cannot approve it: somebody else does, or their line is held.</param>
public sealed record PayoutPreview(
    int Count, long Total, long Tax, int Held, int Changed, IReadOnlyList<PayoutChange> Changes, bool PaysReader);

/// <summary>Looks ahead to what <see cref="ApprovePayoutBatch"/> would do, by the same checks and taxes, and changes nothing.</summary>
public sealed class PayoutPreviewQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>How many lines are shown one by one.</summary>
    public const int Most = 100;

    /// <param name="actor">The operator.</param>
    /// <param name="batchId">A batch that nobody has approved yet.</param>
    public async Task<Outcome<PayoutPreview>> GetAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken) is not { } batch)
            return Refusal.NotFound(PayoutRefusals.NotFound);
        if (batch.State != PayoutBatchState.Made)
            return Refusal.Conflict(PayoutRefusals.NotOpen);

        var now = clock.GetUtcNow();
        var included = db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId && line.State == PayoutLineState.Included);
        var reasons = await PayoutChecks.ReasonsAsync(
            db, db.Withdrawals.Where(row => included.Any(line => line.WithdrawalId == row.Id)), now, cancellationToken);
        var preTax = await PayoutTaxes.LinesAsync(db, included, cancellationToken);
        var taxes = await PayoutTaxes.OfAsync(
            db, preTax.FindAll(line => !reasons.ContainsKey(line.Line.WithdrawalId)), LocalCalendar.Day(now), cancellationToken);
        if (taxes.Refusal is { } refusal)
            return refusal;

        Guid[] changed =
        [
            .. reasons.Keys.Union(preTax.Where(line => line.Line.Tax != taxes.Value.GetValueOrDefault(line.Line.WithdrawalId))
                .Select(line => line.Line.WithdrawalId)),
        ];
        var held = reasons.Keys.ToArray();
        var paid = await included.Where(line => !held.Contains(line.WithdrawalId)).GroupBy(_ => 1)
            .Select(group => new { Count = group.Count(), Amount = group.Sum(line => line.Amount) })
            .SingleOrDefaultAsync(cancellationToken);
        var before = await db.PayoutLines.CountAsync(
            line => line.BatchId == batchId && line.State == PayoutLineState.Held, cancellationToken);
        var rows = await PayoutQueries.Rows(db, included.Where(line => changed.Contains(line.WithdrawalId))
            .OrderByDescending(line => line.Amount).ThenBy(line => line.WithdrawalId).Take(Most))
            .ToListAsync(cancellationToken);
        var tax = taxes.Value.Values.Sum();
        var own = FourEyes.OwnOrganisations(db, actor);
        return new PayoutPreview(
            paid?.Count ?? 0, (paid?.Amount ?? 0) - tax, tax, before + held.Length, changed.Length,
            [
                .. rows.OrderByDescending(row => row.Line.Amount).ThenBy(row => row.Line.WithdrawalId).Select(row => new PayoutChange(
                    row.Line.WithdrawalId, row.Line.HolderId, row.Payee, row.Withdrawal.Reference, row.Line.Amount,
                    reasons.GetValueOrDefault(row.Line.WithdrawalId),
                    row.Line.Tax, taxes.Value.GetValueOrDefault(row.Line.WithdrawalId))),
            ],
            await included.AnyAsync(line => !held.Contains(line.WithdrawalId) && own.Contains(line.HolderId), cancellationToken));
    }
}
