using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Includes, holds or leaves out lines of a batch that nobody has approved yet. A held line waits for the next batch; one that is left out
/// goes back to the partner's balance when the batch is approved. Both need a reason, which the partner reads. What cannot be paid as
/// things are, see <see cref="PayoutChecks"/>, is not included, nor does anybody put a line back that pays themselves.
/// </summary>
public sealed class ChangePayoutLines(UnitOfWork work, PayoutQueries queries, TimeProvider clock)
{
    /// <summary>How many lines can be changed at once.</summary>
    public const int Most = 500;

    /// <param name="Withdrawals">Whose lines.</param>
    /// <param name="State">Included, held or excluded.</param>
    /// <param name="Reason">Why; required unless they are included.</param>
    public sealed record Input(IReadOnlyList<Guid> Withdrawals, PayoutLineState State, string? Reason = null);

    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, Guid batchId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();
        if (Check(input) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound(PayoutRefusals.NotFound);
                if (batch.State != PayoutBatchState.Made)
                    return Refusal.Conflict(PayoutRefusals.NotOpen);

                batch.Version++; // of a change and an approval at once, one comes first
                var ids = input.Withdrawals.Distinct().ToArray();
                var lines = await db.PayoutLines.Where(line => line.BatchId == batchId && ids.Contains(line.WithdrawalId))
                    .ToListAsync(stop);
                if (lines.Count < ids.Length)
                    return Refusal.NotFound(WithdrawalRefusals.NotFound);

                var now = clock.GetUtcNow();
                var putBack = input.State == PayoutLineState.Included ? lines.FindAll(line => line.State != PayoutLineState.Included) : [];
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, putBack.ConvertAll(line => line.HolderId), stop) is { } own)
                    return own;
                if (input.State == PayoutLineState.Included && await NotPayableAsync(db, ids, now, stop) is { } refusal)
                    return refusal;

                foreach (var line in lines)
                {
                    var reason = input.State == PayoutLineState.Included ? null : input.Reason!.Trim();
                    db.Audit(
                        actor, clock, AuditActions.BatchLineChanged, batch.Number, line.WithdrawalId, new { line.State, line.Reason },
                        new { input.State, Reason = reason, line.Amount }, line.HolderId);
                    (line.State, line.Reason, line.ChangedAt, line.ChangedBy) = (input.State, reason, now, actor.Name);
                }

                await db.SaveChangesAsync(stop);
                await PayoutTaxes.ApplyAsync(db, batchId, LocalCalendar.Day(now), stop);
                db.NotifyChange(ChangeTopics.Money, batchId, clock);
                await db.SaveChangesAsync(stop);
                return await queries.ViewAsync(db, batchId, stop);
            },
            cancellationToken);
    }

    private static async Task<Refusal?> NotPayableAsync(PortalDb db, Guid[] ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reasons = await PayoutChecks.ReasonsAsync(db, db.Withdrawals.Where(row => ids.Contains(row.Id)), now, cancellationToken);
        if (reasons.Count == 0)
            return null;

        var (id, reason) = reasons.MinBy(one => one.Key);
        var reference = await db.Withdrawals.Where(row => row.Id == id).Select(row => row.Reference).SingleAsync(cancellationToken);
        return Refusal.Rule(PayoutRefusals.LineNotPayable)
            .With("reference", reference).With("reason", TextCatalog.Word("PayoutReason", reason));
    }

    private static FieldError? Check(Input input)
    {
        if (input.Withdrawals.Count is 0 or > Most)
            return new FieldError("withdrawals", FieldCodes.OutOfRange).With("min", "1")
                .With("max", Most.ToString(CultureInfo.InvariantCulture));
        if (input.State is not (PayoutLineState.Included or PayoutLineState.Held or PayoutLineState.Excluded))
            return new FieldError("state", FieldCodes.NotAllowed).With("allowed", "included, held, excluded");

        return input.State == PayoutLineState.Included ? null : TextCheck.RequiredText("reason", input.Reason, Lengths.Note);
    }
}
