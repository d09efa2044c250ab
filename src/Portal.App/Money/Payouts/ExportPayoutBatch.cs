using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>As what a bank file is written.</summary>
public enum BankFileFormat
{
    Xlsx,
    Csv,
}

/// <summary>A bank file, with what both sides compare before it is sent.</summary>
/// <param name="Sha256">Of its bytes, in hexadecimal; the same batch and template give the same.</param>
/// <param name="Count">Its transfers.</param>
/// <param name="Total">Đồng.</param>
public sealed record BankFile(string Name, string ContentType, byte[] Content, string Sha256, int Count, long Total);

/// <summary>
/// Writes the file of an approved batch that is uploaded to the bank (R6.6). It can be fetched again at any time and is always the same;
/// nothing is paid by that.
/// </summary>
public sealed class ExportPayoutBatch(UnitOfWork work, PayoutQueries queries, TimeProvider clock)
{
    /// <param name="Template">The bank that pays, see <see cref="BankFileTemplate"/>.</param>
    public sealed record Input(BankFileFormat Format, string Template = BankFileTemplate.Generic);

    public async Task<Outcome<BankFile>> RunAsync(Actor actor, Guid batchId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write) && !actor.May(PayoutPermissions.Approve))
            return Refusal.Forbidden();
        if (BankFileTemplate.Find(input.Template) is not { } template)
            return Refusal.Invalid(new FieldError("template", FieldCodes.NotAllowed)
                .With("allowed", string.Join(", ", BankFileTemplate.All.Select(one => one.Code))));

        return await work.RunAsync<BankFile>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound(PayoutRefusals.NotFound);
                if (batch.State is not (PayoutBatchState.Approved or PayoutBatchState.Settled))
                    return Refusal.Conflict(PayoutRefusals.NotApproved);

                var file = await BankFiles.WriteAsync(db, batch, template, input.Format, queries, stop);
                db.Audit(actor, clock, AuditActions.BatchExported, batch.Number, batchId, null,
                    new { file.Name, file.Sha256, file.Count, file.Total });
                db.NotifyChange(ChangeTopics.Money, batchId, clock); // its lines say from now on that the bank has them
                return file;
            },
            cancellationToken);
    }
}
