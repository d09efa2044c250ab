using System.Globalization;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Reads a bank's answer, a spreadsheet or a CSV file, by its headings: reference, amount, account, status and reason, in any order and
/// under any of the names that banks give them. What cannot be read for certain stays empty, and then fits nothing.
/// </summary>
public static class BankAnswerFile
{
    public const int MostLines = 50_000;

    private const int HeadingWithin = 20;

    private enum Field
    {
        Reference,
        Amount,
        Account,
        Status,
        Reason,
    }

    /// <summary>
    /// Headings, folded. Our own bank file has those that come first, so that it can come back with a status beside each line.
    /// </summary>
    private static readonly Dictionary<Field, string[]> Headings = new()
    {
        [Field.Reference] = ["ma tham chieu", "noi dung", "noi dung chuyen khoan", "noi dung thanh toan", "dien giai", "reference",
            "ref no.", "ref no", "description", "remark"],
        [Field.Amount] = ["so tien", "so tien (vnd)", "amount", "amount (vnd)"],
        [Field.Account] = ["so tai khoan", "so tai khoan thu huong", "tai khoan thu huong", "tai khoan nhan", "so tk", "account",
            "account number", "beneficiary account"],
        [Field.Status] = ["trang thai", "trang thai giao dich", "ket qua", "tinh trang", "status", "result"],
        [Field.Reason] = ["ly do", "ly do tu choi", "mo ta loi", "ghi chu", "reason", "error", "note"],
    };

    private static readonly HashSet<string> PaidWords = new(StringComparer.Ordinal)
    {
        "thanh cong", "da tra", "da chuyen", "hoan thanh", "da thanh toan", "giao dich thanh cong", "success", "successful", "succeeded",
            "completed", "paid", "ok",
    };

    private static readonly HashSet<string> RejectedWords = new(StringComparer.Ordinal)
    {
        "khong thanh cong", "that bai", "tu choi", "bi tu choi", "loi", "hoan tra", "giao dich that bai", "failed", "fail", "rejected",
            "returned", "error",
    };

    /// <summary>The lines below the headings, in their order.</summary>
    public static async Task<Outcome<IReadOnlyList<BankAnswer>>> ReadAsync(byte[] file, CancellationToken cancellationToken)
    {
        var read = file is [(byte)'P', (byte)'K', 3, 4, ..]
            ? XlsxRows.Read(new MemoryStream(file), MostLines + HeadingWithin) : await CsvAsync(file, cancellationToken);
        if (read.Refusal is { } refusal)
            return refusal;

        var rows = read.Value;
        for (var i = 0; i < Math.Min(rows.Count, HeadingWithin); i++)
        {
            var columns = ColumnsOf(rows[i]);
            if (columns.ContainsKey(Field.Reference) && columns.ContainsKey(Field.Amount))
                return Answers(rows.Skip(i + 1), columns);
        }

        return Refusal.Rule(PayoutRefusals.ColumnsMissing).With("columns", "Mã tham chiếu, Số tiền, Số tài khoản, Trạng thái");
    }

    private static Outcome<IReadOnlyList<BankAnswer>> Answers(IEnumerable<IReadOnlyList<string>> rows, Dictionary<Field, int> columns)
    {
        if (!columns.ContainsKey(Field.Account) || !columns.ContainsKey(Field.Status))
            return Refusal.Rule(PayoutRefusals.ColumnsMissing).With("columns", "Số tài khoản, Trạng thái");

        var answers = new List<BankAnswer>();
        foreach (var row in rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell))))
        {
            // a total under the lines has no reference and no status, or its word stands where the reference would
            var (reference, status) = (Cell(row, columns, Field.Reference), Cell(row, columns, Field.Status));
            if (status.Length == 0 && (reference.Length == 0 || CellText.IsTotal(reference)))
                continue;

            answers.Add(new BankAnswer(
                reference.Length == 0 ? null : reference,
                DongText.Read(Cell(row, columns, Field.Amount))?.Amount,
                Account(Cell(row, columns, Field.Account)),
                Paid(status),
                CellText.OneLine(Cell(row, columns, Field.Reason)) is { Length: > 0 } reason ? reason : null));
        }

        return answers;
    }

    // a shortened number is no account: it stays empty, and the line is listed
    private static string? Account(string text) =>
        !CellText.IsShortened(text) && PaymentReference.Normalise(text) is { Length: > 0 } account ? account : null;

    private static bool? Paid(string status) => SearchText.Fold(status) switch
    {
        var word when PaidWords.Contains(word) => true,
        var word when RejectedWords.Contains(word) => false,
        _ => null,
    };

    private static string Cell(IReadOnlyList<string> row, Dictionary<Field, int> columns, Field field) =>
        columns.TryGetValue(field, out var index) && index < row.Count ? CellText.Of(row[index]) : "";

    private static Dictionary<Field, int> ColumnsOf(IReadOnlyList<string> heading)
    {
        var folded = heading.Select(cell => SearchText.Fold(cell)).ToList();
        var columns = new Dictionary<Field, int>();
        foreach (var (field, names) in Headings)
        {
            foreach (var name in names)
            {
                if (folded.IndexOf(name) is >= 0 and var index)
                {
                    columns[field] = index;
                    break;
                }
            }
        }

        return columns;
    }

    private static async Task<Outcome<IReadOnlyList<IReadOnlyList<string>>>> CsvAsync(byte[] file, CancellationToken cancellationToken)
    {
        var layout = await ReportLayout.OfAsync(new MemoryStream(file), headings => ColumnsOf(headings).Count, cancellationToken);
        if (layout.Refusal is { } refusal)
            return refusal;

        using var text = ImportFiles.Reader(new MemoryStream(file));
        var rows = new List<IReadOnlyList<string>> { layout.Value.Headings };
        try
        {
            await foreach (var row in layout.Value.RowsAsync(text, cancellationToken))
            {
                if (rows.Count > MostLines)
                    return Refusal.Rule(FileRefusals.TooManyRows).With("max", MostLines.ToString(CultureInfo.InvariantCulture));

                rows.Add(row.Broken is null ? row.Cells : [.. row.Cells.Select(_ => "?")]);
            }
        }
        catch (CsvHelper.CsvFormatException)
        {
            // a quote that swallows the rest of the file
            return Refusal.Rule(FileRefusals.NotATable);
        }

        return rows;
    }
}
