using System.Globalization;
using System.Text;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>What the rows of one order say of it.</summary>
public sealed partial class ReportReader
{
    /// <summary>What a row says of the whole order. Stands in the first row of an order, and may be repeated in the others.</summary>
    private static readonly ImportColumn[] OfTheOrder =
    [
        ImportColumn.PlacedAt, ImportColumn.Status, ImportColumn.StatusAt, ImportColumn.CancellationReason, ImportColumn.CustomerId,
        ImportColumn.CustomerEmail, ImportColumn.CustomerPhone, ImportColumn.DeviceId, ImportColumn.ClickId, ImportColumn.VisitorId,
        ImportColumn.ReferralCode, ImportColumn.PickupPoint, ImportColumn.Source, ImportColumn.Shipping, ImportColumn.PlatformDiscount,
        ImportColumn.ShopDiscount, ImportColumn.Voucher, ImportColumn.Points, ImportColumn.Paid,
        ImportColumn.ReturnedAmount,
    ];

    /// <summary>Begins the id of a return: what has come back in all by the time of the report.</summary>
    private const string ReturnPrefix = "import-returned-in-part-";

    /// <summary>What is somebody's id or number: a spreadsheet that takes it for an amount may shorten it.</summary>
    private static readonly ImportColumn[] IdsOfTheOrder =
    [
        ImportColumn.CustomerId, ImportColumn.CustomerPhone, ImportColumn.DeviceId, ImportColumn.ClickId, ImportColumn.VisitorId,
        ImportColumn.ReferralCode, ImportColumn.PickupPoint,
    ];

    /// <summary>Collects the rows of one order.</summary>
    private sealed class OrderLines
    {
        private readonly ReportReader reader;
        private readonly ReportRow first;
        private readonly bool again;
        private readonly List<int> rows = [];
        private readonly List<OrderLine> lines = [];
        private readonly List<int> returned = [];
        private readonly List<RowProblem> problems = [];
        private int count;

        public OrderLines(ReportReader reader, string id, ReportRow row)
        {
            this.reader = reader;
            Id = id;
            first = row;
            if (id.Length == 0)
            {
                Problem(row.Number, ImportColumn.OrderId, new FieldError("externalId", FieldCodes.Required));
            }
            else if (reader.scattered.Contains(id))
            {
                again = !reader.told.Add(id);
                Problem(row.Number, ImportColumn.OrderId, new FieldError("externalId", ImportRefusals.RowsApart));
            }

            Add(row);
        }

        public string Id { get; }

        public int LastRow => rows[^1];

        public void Add(ReportRow row)
        {
            // an order of more lines than any may have is refused for that; its other rows need not be kept to say so
            if (++count > OrderCheck.MaxLines)
            {
                rows[^1] = row.Number;
                return;
            }

            rows.Add(row.Number);
            if (row.TooManyCells is { } tooMany)
                Problem(row.Number, null, tooMany);
            foreach (var (column, index) in reader.columns)
            {
                // what was not UTF-8 reads as this character: a wrong letter is never stored quietly
                if (row.Cell(index).Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal))
                    Problem(row.Number, column, new FieldError(column.ToString(), ImportRefusals.NotUtf8));
            }

            if (rows.Count > 1)
                CompareWithFirst(row);

            if (reader.Cell(row, ImportColumn.Sku) is var sku && CellText.IsShortened(sku))
                Problem(row.Number, ImportColumn.Sku, Shortened("sku", sku));
            var name = CellText.OneLine(reader.Cell(row, ImportColumn.ProductName));
            if (name.Length == 0)
                Problem(row.Number, ImportColumn.ProductName, new FieldError("name", FieldCodes.Required));
            var quantity = Pieces(row, ImportColumn.Quantity, "quantity", ifEmpty: null);
            var back = Pieces(row, ImportColumn.ReturnedQuantity, "returnedQuantity", ifEmpty: 0);
            if (CellValues.Quantity(reader.Cell(row, ImportColumn.Quantity)) is not null && (back < 0 || back > Math.Max(quantity, 0)))
            {
                Problem(row.Number, ImportColumn.ReturnedQuantity,
                    new FieldError("returnedQuantity", ImportRefusals.ReturnedMoreThanBought)
                        .With("value", Text(back)).With("max", Text(Math.Max(quantity, 0))));
            }

            var price = Money(row, ImportColumn.UnitPrice, required: true);
            var discount = Money(row, ImportColumn.LineDiscount);
            if (Int128.Abs((Int128)price.Amount * quantity) > Dong.Largest)
            {
                Problem(row.Number, ImportColumn.UnitPrice, TooLarge());
                return;
            }

            lines.Add(new OrderLine(
                reader.TextOrNull(row, ImportColumn.Sku) ?? Cut(name, OrderCheck.MaxSku),
                name,
                reader.LineOrNull(row, ImportColumn.Category),
                quantity,
                price,
                discount));
            returned.Add(back);
        }

        public ReportOrder Build()
        {
            foreach (var column in IdsOfTheOrder)
            {
                if (reader.Cell(first, column) is var text && CellText.IsShortened(text))
                    Problem(first.Number, column, Shortened(column.ToString(), text));
            }

            var placedAt = Instant(ImportColumn.PlacedAt, required: true);
            var happened = Happening(placedAt);
            if (count > OrderCheck.MaxLines)
            {
                Problem(first.Number, null, new FieldError("lines", FieldCodes.WrongCount)
                    .With("min", "1").With("max", Text(OrderCheck.MaxLines)).With("actual", Text(count)));
            }

            var items = lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Net);
            var shipping = Money(first, ImportColumn.Shipping);
            var platform = Money(first, ImportColumn.PlatformDiscount);
            var shop = Money(first, ImportColumn.ShopDiscount);
            var voucher = Money(first, ImportColumn.Voucher);
            var points = Money(first, ImportColumn.Points);

            // A report without the column means "the rest"; one with it is checked against the rest like an API order.
            var rest = items + shipping - platform - shop - voucher - points;
            var paid = reader.TextOrNull(first, ImportColumn.Paid) is null ? rest : Money(first, ImportColumn.Paid);
            var back = ComingBack(placedAt, happened, items - platform - shop);
            if (problems.Count > 0)
                return new ReportOrder(Shown(Id), rows, null, null, null, problems, again);

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
                reader.LineOrNull(first, ImportColumn.Source) ?? "import",
                lines,
                new OrderAmounts(items, shipping, platform, shop, voucher, points, paid));
            return new ReportOrder(Id, rows, order, happened, back, problems, again);
        }

        public void Problem(int row, ImportColumn? column, FieldError error) =>
            problems.Add(new RowProblem(row, Shown(Id), column, error));

        /// <summary>
        /// What a further row says of the whole order must be what the first says: which of two was meant is never guessed.
        /// </summary>
        private void CompareWithFirst(ReportRow row)
        {
            foreach (var column in OfTheOrder)
            {
                if (reader.TextOrNull(row, column) is { } said && said != reader.Cell(first, column))
                    Problem(row.Number, column,
                        new FieldError(column.ToString(), ImportRefusals.DiffersFromFirstRow).With("row", Text(first.Number)));
            }
        }

        /// <summary>What the status column says happened; its id follows from the content, so that the same file says it once.</summary>
        private OrderEventInput? Happening(DateTimeOffset? placedAt)
        {
            var status = reader.Cell(first, ImportColumn.Status);
            if (status.Length == 0)
                return null;
            if (!CellValues.TryStatus(status, out var type))
            {
                Problem(first.Number, ImportColumn.Status,
                    new FieldError("status", ImportRefusals.UnknownStatus).With("value", Short(status)));
                return null;
            }

            var stated = Instant(ImportColumn.StatusAt, required: false);
            if (type is not { } happened || placedAt is not { } placed)
                return null;

            // What is only known to be so by now happened by now; taken as old as the order, it could overtake what is known better.
            var occurredAt = stated ?? (placed > reader.reportedAt ? placed : reader.reportedAt);

            var (reason, note) = happened == OrderEventType.Cancelled
                ? CellValues.CancellationReason(
                    CellText.OneLine(reader.Cell(first, ImportColumn.CancellationReason)), CellText.OneLine(status))
                : (null, null);
            var word = happened.ToString().ToLowerInvariant();
            return new OrderEventInput(
                stated is null ? UntimedPrefix
                + word : $"import-{word}-{occurredAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}",
                happened, reason, note, occurredAt);
        }

        /// <summary>
        /// R2.6: what has come back in all, as known when the report came. What is all of it may also be said by the state alone.
        /// </summary>
        private OrderEventInput? ComingBack(DateTimeOffset? placedAt, OrderEventInput? happened, Dong charged)
        {
            var amount = Money(first, ImportColumn.ReturnedAmount);
            if (amount < Dong.Zero || (amount > charged && amount > Dong.Zero))
            {
                Problem(first.Number, ImportColumn.ReturnedAmount,
                    new FieldError("returnedAmount", ImportRefusals.ReturnedMoreThanCharged)
                        .With("value", amount.Amount.ToString(CultureInfo.InvariantCulture))
                        .With("max", charged.Amount.ToString(CultureInfo.InvariantCulture)));
            }

            ReturnedPieces[] pieces = [.. lines.Zip(returned, (line, back) => new ReturnedPieces(line.Sku, back))
                .Where(line => line.Quantity > 0)
                .GroupBy(line => line.Sku, StringComparer.Ordinal)
                .Select(line => new ReturnedPieces(line.Key, line.Sum(one => one.Quantity)))];
            var status = reader.Cell(first, ImportColumn.Status);
            var inPart = CellValues.IsReturnedInPart(status);
            if (pieces.Length == 0 && amount == Dong.Zero)
            {
                if (inPart)
                    Problem(first.Number, ImportColumn.Status, new FieldError("status", ImportRefusals.ReturnedPartMissing));
                return null;
            }

            var column = pieces.Length > 0 ? ImportColumn.ReturnedQuantity : ImportColumn.ReturnedAmount;
            if (pieces.Length > 0 && amount != Dong.Zero)
            {
                Problem(first.Number, ImportColumn.ReturnedAmount, new FieldError("returnedAmount", ImportRefusals.ReturnedBothWays));
                return null;
            }

            var all = pieces.Length > 0
                ? lines.Zip(returned, (line, back) => line.Quantity == back).All(back => back) : amount == charged;
            var endsReturned = happened is { Type: OrderEventType.Returned } or { Reason: CancellationReasons.Returned };
            if (endsReturned && all)
                return null;
            if (endsReturned || happened is { Type: OrderEventType.Cancelled }
                || (happened is null && status.Length > 0 && CellValues.TryStatus(status, out _)))
            {
                Problem(first.Number, column,
                    new FieldError(column.ToString(), ImportRefusals.ReturnedAgainstStatus).With("value", Short(status)));
                return null;
            }

            if (placedAt is not { } placed)
                return null;
            DateTimeOffset[] known = [placed, reader.reportedAt, happened?.OccurredAt ?? placed];
            return new OrderEventInput(
                $"{ReturnPrefix}{reader.reportedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}",
                OrderEventType.Returned, null, null, known.Max())
            {
                Part = new PartialReturn(pieces, pieces.Length > 0 ? null : amount, InAll: true),
            };
        }

        private DateTimeOffset? Instant(ImportColumn column, bool required)
        {
            var text = reader.Cell(first, column);
            if (text.Length == 0)
            {
                if (required)
                    Problem(first.Number, column, new FieldError(column.ToString(), FieldCodes.Required));
                return null;
            }

            if (CellValues.Instant(text) is { } instant)
                return instant;
            Problem(first.Number, column, new FieldError(
                column.ToString(), CellValues.IsSerialDate(text) ? ImportRefusals.SerialDate : ImportRefusals.UnreadableDate)
                .With("value", Short(text)));
            return null;
        }

        private Dong Money(ReportRow row, ImportColumn column, bool required = false)
        {
            var text = reader.Cell(row, column);
            if (text.Length == 0)
            {
                if (required)
                    Problem(row.Number, column, new FieldError(column.ToString(), FieldCodes.Required));
                return Dong.Zero;
            }

            switch (DongText.Read(text)?.Amount)
            {
                case null:
                    Problem(row.Number, column,
                        new FieldError(column.ToString(), ImportRefusals.UnreadableAmount).With("value", Short(text)));
                    return Dong.Zero;
                case > Dong.Largest or < -Dong.Largest: // beyond it sums could overflow
                    Problem(row.Number, column, TooLarge());
                    return Dong.Zero;
                case { } amount:
                    return new Dong(amount);
            }
        }

        /// <param name="ifEmpty">What an empty cell says; null where one is wrong.</param>
        private int Pieces(ReportRow row, ImportColumn column, string field, int? ifEmpty)
        {
            var text = reader.Cell(row, column);
            if (text.Length == 0 && ifEmpty is { } nothing)
                return nothing;
            if (CellValues.Quantity(text) is { } quantity)
                return quantity;
            Problem(row.Number, column, text.Length == 0
                ? new FieldError(field, FieldCodes.Required)
                : new FieldError(field, CellValues.IsFraction(text) ? ImportRefusals.QuantityNotWhole : ImportRefusals.UnreadableQuantity)
                    .With("value", Short(text)));
            return ifEmpty ?? 1;
        }

        private static FieldError TooLarge() => new FieldError("amount", FieldCodes.TooLarge)
            .With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture));

        // a cell can hold a page of text; a sentence quotes only its start
        private static string Short(string text) => text.Length <= 60 ? text : Cut(text, 59) + "…";

        private static string Cut(string text, int length) =>
            text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
