using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>Writes the bank file of a batch: the same batch, template and format always give the same bytes.</summary>
internal static class BankFiles
{
    public static async Task<BankFile> WriteAsync(
        PortalDb db, PayoutBatch batch, BankFileTemplate template, BankFileFormat format, PayoutQueries queries,
        CancellationToken cancellationToken)
    {
        var lines = db.PayoutLines.AsNoTracking()
            .Where(line => line.BatchId == batch.Id && line.State != PayoutLineState.Held && line.State != PayoutLineState.Excluded)
            .OrderBy(line => line.WithdrawalId);
        var rows = await PayoutQueries.Rows(db, lines).ToListAsync(cancellationToken);
        List<Payment> payments = [.. rows.Select((row, index) => new Payment(index + 1, row, queries.Number(row.Account)))];
        byte[] content;
        if (format == BankFileFormat.Xlsx)
        {
            content = XlsxFile.Write(
                batch.Number, [.. template.Columns.Select(
                one => new XlsxColumn<Payment>(one.Heading, payment => payment.Cell(one.Column), Width(one.Column)))], payments);
        }
        else
        {
            using var stream = new MemoryStream();
            await CsvFile.WriteAsync(
                stream, [.. template.Columns.Select(
                    one => new CsvColumn<Payment>(
                    one.Heading, payment => Convert.ToString(payment.Cell(one.Column), CultureInfo.InvariantCulture)!))],
                payments.ToAsyncEnumerable(), cancellationToken, CsvReaderKind.Program);
            content = stream.ToArray();
        }

        var name = $"{batch.Number}-{template.Code}.{(format == BankFileFormat.Xlsx ? "xlsx" : "csv")}";
        return new BankFile(
            name, format == BankFileFormat.Xlsx ? XlsxFile.ContentType : "text/csv; charset=utf-8", content,
            Convert.ToHexStringLower(SHA256.HashData(content)),
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
