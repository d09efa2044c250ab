using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
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
        if (!actor.May(Permission.OperatorPayoutsWrite) && !actor.May(Permission.OperatorPayoutsApprove))
            return Refusal.Forbidden();
        if (BankFileTemplate.Find(input.Template) is not { } template)
            return Refusal.Invalid(new FieldError("template", FieldCodes.NotAllowed).With("allowed", string.Join(", ", BankFileTemplate.All.Select(one => one.Code))));

        return await work.RunAsync<BankFile>(
            actor,
            async (db, stop) =>
            {
                if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, stop) is not { } batch)
                    return Refusal.NotFound("batch_not_found");
                if (batch.State is not (PayoutBatchState.Approved or PayoutBatchState.Settled))
                    return Refusal.Conflict(PayoutSettlement.NotApproved);

                var lines = db.PayoutLines.AsNoTracking()
                    .Where(line => line.BatchId == batchId && line.State != PayoutLineState.Held && line.State != PayoutLineState.Excluded).OrderBy(line => line.WithdrawalId);
                var rows = await PayoutQueries.Rows(db, lines).ToListAsync(stop);
                var file = await WriteAsync(batch, template, input.Format, rows.Select((row, index) => new Payment(index + 1, row, queries.Number(row.Account))).ToList(), stop);
                db.Audit(actor, clock, AuditActions.BatchExported, batch.Number, batchId, null, new { file.Name, file.Sha256, file.Count, file.Total });
                return file;
            },
            cancellationToken);
    }

    private static async Task<BankFile> WriteAsync(
        PayoutBatch batch, BankFileTemplate template, BankFileFormat format, List<Payment> payments, CancellationToken cancellationToken)
    {
        byte[] content;
        if (format == BankFileFormat.Xlsx)
        {
            content = XlsxFile.Write(batch.Number, [.. template.Columns.Select(one => new XlsxColumn<Payment>(one.Heading, payment => payment.Cell(one.Column), Width(one.Column)))], payments);
        }
        else
        {
            using var stream = new MemoryStream();
            await CsvFile.WriteAsync(
                stream, [.. template.Columns.Select(one => new CsvColumn<Payment>(one.Heading, payment => Convert.ToString(payment.Cell(one.Column), CultureInfo.InvariantCulture)!))],
                payments.ToAsyncEnumerable(), cancellationToken, CsvReaderKind.Program);
            content = stream.ToArray();
        }

        var name = $"{batch.Number}-{template.Code}.{(format == BankFileFormat.Xlsx ? "xlsx" : "csv")}";
        return new BankFile(
            name, format == BankFileFormat.Xlsx ? XlsxFile.ContentType : "text/csv; charset=utf-8", content, Convert.ToHexStringLower(SHA256.HashData(content)),
            payments.Count, payments.Sum(payment => payment.Row.Line.Net));
    }

    private static int Width(BankFileColumn column) => column switch
    {
        BankFileColumn.Number => 6,
        BankFileColumn.Holder => 32,
        BankFileColumn.Currency => 10,
        _ => 22,
    };

    private sealed record Payment(int Number, PayoutRow Row, string Account)
    {
        public object Cell(BankFileColumn column) => column switch
        {
            BankFileColumn.Number => Number,
            BankFileColumn.Account => Account,
            BankFileColumn.Holder => Row.Account.Holder,
            BankFileColumn.BankName => Banks.Find(Row.Account.BankCode)?.Name ?? Row.Account.BankCode,
            BankFileColumn.BankBin => Banks.Find(Row.Account.BankCode)?.Bin ?? "",
            BankFileColumn.Amount => Row.Line.Net,
            BankFileColumn.Currency => "VND",
            _ => Row.Withdrawal.Reference,
        };
    }
}
