using System.Runtime.CompilerServices;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>
/// Reads a report row by row, so that its size does not matter. The rows of one order must stand together: an order of which
/// some rows stand elsewhere, or beside a row that cannot be read, is not taken in, because a line of it could be missing. Rows
/// that only sum up others are passed over.
/// </summary>
/// <param name="text">The report, from its start.</param>
/// <param name="layout">How it is laid out.</param>
/// <param name="columns">Which column stands where.</param>
/// <param name="scattered">The orders whose rows do not stand together (<see cref="ScatteredAsync"/>).</param>
/// <param name="reportedAt">When the report came: the time of a status for which it names none.</param>
public sealed partial class ReportReader(
    TextReader text, ReportLayout layout, IReadOnlyDictionary<ImportColumn, int> columns, IReadOnlySet<string> scattered,
    DateTimeOffset reportedAt)
{
    /// <summary>Begins the id of an event whose time the report does not name: said again later, it is the same event.</summary>
    public const string UntimedPrefix = "import-untimed-";

    private readonly IReadOnlyDictionary<ImportColumn, int> columns = columns;
    private readonly IReadOnlySet<string> scattered = scattered;
    private readonly DateTimeOffset reportedAt = reportedAt;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>The row of the headings, as a spreadsheet counts; null before the first row is read.</summary>
    public int? HeadingRow { get; private set; }

    /// <summary>The orders whose rows do not stand together. Needs only the numbers in memory, not the rows.</summary>
    public static async Task<IReadOnlySet<string>> ScatteredAsync(
        TextReader text, ReportLayout layout, IReadOnlyDictionary<ImportColumn, int> columns, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var apart = new HashSet<string>(StringComparer.Ordinal);
        string? last = null;
        await foreach (var row in layout.RowsAsync(text, cancellationToken))
        {
            if (row.Blank || IsTotal(row, columns))
                continue;
            var id = Cell(row, columns, ImportColumn.OrderId);
            // what is too long for an id, or no id, is refused for that, and need not be kept
            if (id.Length is > 0 and <= OrderCheck.MaxExternalId && id != last && !CellText.IsShortened(id) && !seen.Add(id))
                apart.Add(id);
            last = id;
        }

        return apart;
    }

    public async IAsyncEnumerable<ReportOrder> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OrderLines? current = null;
        var afterUnreadable = false;
        await foreach (var row in layout.RowsAsync(text, cancellationToken))
        {
            HeadingRow ??= row.Number - 1;
            if (row.Blank || (row.Broken is null && IsTotal(row, columns)))
                continue;

            var id = Cell(row, ImportColumn.OrderId);
            if (row.Broken is { } broken)
            {
                if (current is not null)
                {
                    current.Problem(current.LastRow, null, new FieldError("row", ImportRefusals.BesideUnreadableRow));
                    yield return current.Build();
                    current = null;
                }

                yield return new ReportOrder(
                    Shown(id), [row.Number], null, null, null, [new RowProblem(row.Number, Shown(id), null, broken)], Again: false);
                afterUnreadable = true;
                continue;
            }

            if (CellText.IsShortened(id))
            {
                // which order it was is lost; several may look alike now
                if (current is not null)
                    yield return current.Build();
                current = null;
                var lost = new RowProblem(row.Number, id, ImportColumn.OrderId, Shortened("externalId", id));
                yield return new ReportOrder(id, [row.Number], null, null, null, [lost], Again: false);
                continue;
            }

            if (current is not null && id.Length > 0 && id == current.Id)
            {
                current.Add(row);
                continue;
            }

            if (current is not null)
                yield return current.Build();
            current = new OrderLines(this, id, row);
            if (afterUnreadable)
                current.Problem(row.Number, null, new FieldError("row", ImportRefusals.BesideUnreadableRow));
            afterUnreadable = false;
        }

        if (current is not null)
            yield return current.Build();
    }

    private static string? Shown(string id) => id.Length is > 0 and <= OrderCheck.MaxExternalId ? id : null;

    /// <summary>Sums stand under a word such as "Tổng cộng", and neither name a product nor say when anything was ordered.</summary>
    private static bool IsTotal(ReportRow row, IReadOnlyDictionary<ImportColumn, int> columns)
    {
        if (Cell(row, columns, ImportColumn.PlacedAt).Length > 0)
            return false;
        var (id, product) = (Cell(row, columns, ImportColumn.OrderId), Cell(row, columns, ImportColumn.ProductName));
        return (id.Length == 0 || CellText.IsTotal(id)) && (product.Length == 0 || CellText.IsTotal(product))
            && Enumerable.Range(0, row.Cells.Count).Any(i => CellText.IsTotal(row.Cell(i)));
    }

    private static FieldError Shortened(string field, string text) => new FieldError(field, ImportRefusals.ShortenedNumber)
        .With("value", text);

    private static string Cell(ReportRow row, IReadOnlyDictionary<ImportColumn, int> columns, ImportColumn column) =>
        columns.TryGetValue(column, out var index) ? row.Cell(index) : "";

    private string Cell(ReportRow row, ImportColumn column) => Cell(row, columns, column);

    private string? TextOrNull(ReportRow row, ImportColumn column) => Cell(row, column) is { Length: > 0 } value ? value : null;

    /// <summary>A name or a remark; an id keeps its line breaks, and is refused for them.</summary>
    private string? LineOrNull(ReportRow row, ImportColumn column) => TextOrNull(row, column) is { } text ? CellText.OneLine(text) : null;
}
