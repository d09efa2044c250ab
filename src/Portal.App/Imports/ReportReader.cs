using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Imports;

/// <summary>Something wrong in a row, before it is stored as an <see cref="ImportProblem"/>.</summary>
public sealed record RowProblem(int Row, string? OrderId, ImportColumn? Column, FieldError Error);

/// <summary>
/// One order of a report: either it can be taken in, with what the report says happened to it, or it has problems.
/// </summary>
public sealed record ReportOrder(
    string? OrderId, int FirstRow, int LastRow, OrderInput? Order, OrderEventInput? Event, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Reads a report row by row, so that its size does not matter. Rows of one order stand together; a number that comes again
/// further down is a problem, not a second order.
/// </summary>
public sealed class ReportReader(TextReader text, string delimiter, IReadOnlyDictionary<ImportColumn, int> columns)
{
    private const int SkuLength = 64;
    private const int MostBytesARow = 1024 * 1024;

    /// <summary>The separator of the first line: whichever of <c>;</c>, tab and <c>,</c> stands there most.</summary>
    public static string DelimiterOf(string firstLine)
    {
        var (best, most) = (",", 0);
        foreach (var candidate in (string[])[";", "\t", ","])
        {
            var count = firstLine.Split(candidate).Length - 1;
            if (count > most)
                (best, most) = (candidate, count);
        }

        return best;
    }

    /// <summary>The cells of the first row.</summary>
    public static async Task<IReadOnlyList<string>> HeadingsAsync(TextReader text, string delimiter)
    {
        await using var csv = CsvReader.Create(text, Options(delimiter));
        return await csv.ReadAsync() ? [.. Cells(csv).Select(cell => cell.Trim())] : [];
    }

    public async IAsyncEnumerable<ReportOrder> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(text, Options(delimiter));
        if (!await csv.ReadAsync(cancellationToken))
            yield break;

        var seen = new HashSet<string>(StringComparer.Ordinal);
        OrderRows? current = null;
        while (await csv.ReadAsync(cancellationToken))
        {
            var cells = Cells(csv);
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;

            // the heading is row 1, as in a spreadsheet
            var row = checked((int)csv.RowNumber);
            var id = Cell(cells, ImportColumn.OrderId);
            if (current is not null && id.Length > 0 && string.Equals(id, current.Id, StringComparison.Ordinal))
            {
                current.Add(row, cells);
                continue;
            }

            if (current is not null)
                yield return current.Build();
            current = new OrderRows(this, id, row, cells, again: id.Length > 0 && !seen.Add(id));
        }

        if (current is not null)
            yield return current.Build();
    }

    // The heading is read as a row like the others: its names may repeat, and positions are what the mapping gives.
    private static CsvReaderOptions Options(string delimiter) => new()
    {
        Separator = delimiter[0],
        HasHeader = false,
        MaxRecordSize = MostBytesARow,
    };

    private static string[] Cells(CsvReader csv)
    {
        var cells = new string[csv.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = csv.GetString(i);
        return cells;
    }

    private string Cell(string[] cells, ImportColumn column) =>
        columns.TryGetValue(column, out var index) && index < cells.Length ? cells[index].Trim() : "";

    private string? TextOrNull(string[] cells, ImportColumn column) => Cell(cells, column) is { Length: > 0 } value ? value : null;

    /// <summary>Collects the rows of one order.</summary>
    private sealed class OrderRows
    {
        private readonly ReportReader reader;
        private readonly string[] first;
        private readonly int firstRow;
        private readonly List<OrderLine> lines = [];
        private readonly List<RowProblem> problems = [];
        private int lastRow;

        public OrderRows(ReportReader reader, string id, int row, string[] cells, bool again)
        {
            this.reader = reader;
            Id = id;
            first = cells;
            firstRow = row;
            if (id.Length == 0)
                Problem(row, ImportColumn.OrderId, new FieldError("externalId", FieldCodes.Required));
            if (again)
                Problem(row, ImportColumn.OrderId, new FieldError("externalId", "order_rows_apart"));
            Add(row, cells);
        }

        public string Id { get; }

        public void Add(int row, string[] cells)
        {
            lastRow = row;
            var name = reader.Cell(cells, ImportColumn.ProductName);
            var quantity = Quantity(row, cells);
            var price = Money(row, cells, ImportColumn.UnitPrice, required: true);
            if (Int128.Abs((Int128)price.Amount * quantity) > Dong.Largest)
            {
                Problem(row, ImportColumn.UnitPrice, new FieldError("unitPrice", FieldCodes.TooLarge)
                    .With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture)));
                return;
            }

            lines.Add(new OrderLine(
                reader.TextOrNull(cells, ImportColumn.Sku) ?? name[..Math.Min(name.Length, SkuLength)],
                name,
                reader.TextOrNull(cells, ImportColumn.Category),
                quantity,
                price,
                Money(row, cells, ImportColumn.LineDiscount)));
        }

        public ReportOrder Build()
        {
            var placedAt = Instant(ImportColumn.PlacedAt, required: true);
            var happened = Happening(placedAt);
            if (problems.Count > 0)
                return new ReportOrder(Id, firstRow, lastRow, null, null, problems);

            var items = lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Net);
            var shipping = Money(firstRow, first, ImportColumn.Shipping);
            var platform = Money(firstRow, first, ImportColumn.PlatformDiscount);
            var shop = Money(firstRow, first, ImportColumn.ShopDiscount);
            var voucher = Money(firstRow, first, ImportColumn.Voucher);
            var points = Money(firstRow, first, ImportColumn.Points);

            // A report without the column means "the rest"; one with it is checked against the rest like an API order.
            var rest = items + shipping - platform - shop - voucher - points;
            var paid = reader.TextOrNull(first, ImportColumn.Paid) is null ? rest : Money(firstRow, first, ImportColumn.Paid);
            if (problems.Count > 0)
                return new ReportOrder(Id, firstRow, lastRow, null, null, problems);

            var order = new OrderInput(
                Id,
                placedAt!.Value,
                new OrderCustomer(
                    reader.TextOrNull(first, ImportColumn.CustomerId),
                    reader.TextOrNull(first, ImportColumn.CustomerEmail),
                    reader.TextOrNull(first, ImportColumn.CustomerPhone),
                    reader.TextOrNull(first, ImportColumn.DeviceId)),
                new OrderTracking(
                    reader.TextOrNull(first, ImportColumn.ClickId),
                    reader.TextOrNull(first, ImportColumn.VisitorId),
                    reader.TextOrNull(first, ImportColumn.ReferralCode)),
                reader.TextOrNull(first, ImportColumn.PickupPoint),
                reader.TextOrNull(first, ImportColumn.Source) ?? "import",
                lines,
                new OrderAmounts(items, shipping, platform, shop, voucher, points, paid));
            return new ReportOrder(Id, firstRow, lastRow, order, happened, problems);
        }

        /// <summary>What the status column says happened; its id follows from the content, so that the same file says it once.</summary>
        private OrderEventInput? Happening(DateTimeOffset? placedAt)
        {
            var status = reader.Cell(first, ImportColumn.Status);
            if (status.Length == 0)
                return null;
            if (!CellValues.TryStatus(status, out var type))
            {
                Problem(firstRow, ImportColumn.Status, new FieldError("status", "unknown_status").With("value", status));
                return null;
            }

            var at = Instant(ImportColumn.StatusAt, required: false) ?? placedAt;
            if (type is not { } happened || at is not { } occurredAt)
                return null;

            var (reason, note) = happened == OrderEventType.Cancelled
                ? CellValues.CancellationReason(reader.Cell(first, ImportColumn.CancellationReason))
                : (null, null);
            return new OrderEventInput(
                $"import-{happened.ToString().ToLowerInvariant()}-{occurredAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}",
                happened, reason, note, occurredAt);
        }

        private DateTimeOffset? Instant(ImportColumn column, bool required)
        {
            var text = reader.Cell(first, column);
            if (text.Length == 0)
            {
                if (required)
                    Problem(firstRow, column, new FieldError(column.ToString(), FieldCodes.Required));
                return null;
            }

            if (CellValues.Instant(text) is { } instant)
                return instant;
            Problem(firstRow, column, new FieldError(column.ToString(), "unreadable_date").With("value", text));
            return null;
        }

        private Dong Money(int row, string[] cells, ImportColumn column, bool required = false)
        {
            var text = reader.Cell(cells, column);
            if (text.Length == 0)
            {
                if (required)
                    Problem(row, column, new FieldError(column.ToString(), FieldCodes.Required));
                return Dong.Zero;
            }

            // Beyond the largest amount sums could overflow; the check of the order names the limit.
            if (CellValues.Money(text) is { } amount and >= -Dong.Largest and <= Dong.Largest)
                return new Dong(amount);
            Problem(row, column, new FieldError(column.ToString(), "unreadable_amount").With("value", text));
            return Dong.Zero;
        }

        private int Quantity(int row, string[] cells)
        {
            var text = reader.Cell(cells, ImportColumn.Quantity);
            if (CellValues.Quantity(text) is { } quantity)
                return quantity;
            Problem(row, ImportColumn.Quantity, text.Length == 0
                ? new FieldError("quantity", FieldCodes.Required)
                : new FieldError("quantity", "unreadable_amount").With("value", text));
            return 1;
        }

        private void Problem(int row, ImportColumn? column, FieldError error) =>
            problems.Add(new RowProblem(row, Id.Length == 0 ? null : Id, column, error));
    }
}
