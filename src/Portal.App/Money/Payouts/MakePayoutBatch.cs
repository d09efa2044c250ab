using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Makes the batch of a month, once the month is over (R6.6), of its requests and of those that earlier batches held back. What cannot be
/// paid as things are is held, see <see cref="PayoutChecks"/>. From then on a partner cannot take them back: of them and the batch, whoever
/// changes a request first has it.
/// </summary>
public sealed class MakePayoutBatch(UnitOfWork work, PayoutQueries queries, TimeProvider clock)
{
    /// <param name="actor">Finance.</param>
    /// <param name="month">A day of the month.</param>
    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        var text = first.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var now = clock.GetUtcNow();
        if (now < LocalCalendar.MonthPeriod(first).End)
            return Refusal.Rule(PayoutRefusals.MonthNotOver).With("month", text);

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                var others = await db.PayoutBatches.AsNoTracking().Where(row => row.Month == first && row.Week == null).ToListAsync(stop);
                if (others.Find(row => row.State != PayoutBatchState.Discarded) is { } standing)
                    return Refusal.Conflict(PayoutRefusals.Exists).With("number", standing.Number);

                var batch = new PayoutBatch
                {
                    Id = Ids.New(clock),
                    Number = others.Count == 0
                    ? $"LC-{text}" : string.Create(CultureInfo.InvariantCulture, $"LC-{text}-{others.Count + 1}"),
                    Month = first,
                    State = PayoutBatchState.Made,
                    MadeById = actor.RootId,
                    MadeBy = actor.Name,
                    MadeAt = now,
                };
                db.PayoutBatches.Add(batch);
                await db.SaveChangesAsync(stop);
                var count = await db.Withdrawals.Where(
                        row => row.State == WithdrawalState.Requested && row.Month <= first && row.Holder == LedgerHolder.Partner)
                    .UpdateInPartsAsync(row => row.Id,
                    set => set.SetProperty(row => row.State, WithdrawalState.InBatch).SetProperty(row => row.BatchId, batch.Id)
                    .SetProperty(row => row.Reason, (string?)null)
                        .SetProperty(row => row.Version, row => row.Version + 1),
                    stop);
                if (count == 0)
                    return Refusal.Rule(PayoutRefusals.NothingToPay);

                var lines = await LinesAsync(db, batch.Id, now, stop);
                await db.InsertAsync(lines, stop);
                await PayoutTaxes.ApplyAsync(db, batch.Id, LocalCalendar.Day(now), stop);
                db.Audit(actor, clock, AuditActions.BatchMade, batch.Number, batch.Id, null,
                    new { month = text, count, total = lines.Sum(line => line.Amount) });
                db.NotifyChange(ChangeTopics.Money, batch.Id, clock);
                foreach (var partner in lines.Select(line => line.HolderId).Distinct())
                    db.NotifyChange(ChangeTopics.Money, batch.Id, clock, partner);
                await db.SaveChangesAsync(stop);
                return await queries.ViewAsync(db, batch.Id, stop);
            },
            cancellationToken);
    }

    internal static async Task<List<PayoutLine>> LinesAsync(
        PortalDb db, Guid batchId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var withdrawals = db.Withdrawals.AsNoTracking().Where(row => row.BatchId == batchId);
        var reasons = await PayoutChecks.ReasonsAsync(db, withdrawals, now, cancellationToken);
        var rows = await withdrawals.OrderBy(row => row.Id).Select(row => new { row.Id, row.HolderId, row.Amount })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new PayoutLine
        {
            BatchId = batchId,
            WithdrawalId = row.Id,
            HolderId = row.HolderId,
            Amount = row.Amount,
            State = reasons.ContainsKey(row.Id) ? PayoutLineState.Held : PayoutLineState.Included,
            Reason = reasons.GetValueOrDefault(row.Id),
        });
    }
}
