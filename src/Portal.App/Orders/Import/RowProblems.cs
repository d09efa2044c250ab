using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>What is wrong with an order of a report, told by the rows and columns in which it stands.</summary>
internal static class RowProblems
{
    public static List<RowProblem> Check(ReportOrder order, DateTimeOffset now, TimeSpan clockTolerance)
    {
        var errors = OrderCheck.Check(order.Order!, now)
            .Concat(order.Event is { } happened ? OrderEventCheck.Check(happened, order.Order!.PlacedAt, now, clockTolerance) : [])
            .ToList();
        // without an article number the name stands in for it: what is wrong with the name is reported once, where it stands
        errors.RemoveAll(error => error.Field.EndsWith("].sku", StringComparison.Ordinal)
            && errors.Exists(other => other.Field == error.Field[..^3] + "name" && other.Code == error.Code));
        // the sums are made from the lines: what is wrong with those is told once
        if (errors.Exists(error => error.Field.StartsWith("lines", StringComparison.Ordinal)))
            errors.RemoveAll(error => error.Field.StartsWith("amounts.", StringComparison.Ordinal));
        return [.. errors.Select(error => new RowProblem(
            order.Rows[Math.Min(LineOf(error.Field), order.Rows.Count - 1)], order.OrderId, ColumnOf(error.Field), error))];
    }

    public static RowProblem Whole(ReportOrder order, Refusal refusal) =>
        new(order.FirstRow, order.OrderId, null, new FieldError("", refusal.Code) { Facts = refusal.Facts });

    /// <summary>Why what a report says came back is not what came back of the order as it stands; null when it is (R2.6).</summary>
    /// <param name="order">As the report has it.</param>
    /// <param name="status">Where it stands, with the return if that counts.</param>
    /// <param name="reason">Why it was cancelled.</param>
    /// <param name="known">What has come back by all that is known.</param>
    public static RowProblem? OfReturn(ReportOrder order, OrderStatus status, string? reason, (int Pieces, long Amount) known)
    {
        var stated = order.Return!.Part!;
        var (column, isLess) = stated.Amount is { } amount
            ? (ImportColumn.ReturnedAmount, amount.Amount < known.Amount)
            : (ImportColumn.ReturnedQuantity, stated.Lines.Sum(line => line.Quantity) < known.Pieces);
        return (status, reason) switch
        {
            (OrderStatus.Pending, _) => Problem(ImportRefusals.ReturnedBeforePayment),
            (OrderStatus.Cancelled, not CancellationReasons.Returned) => Problem(ImportRefusals.ReturnedAfterCancellation),
            _ => isLess ? Problem(ImportRefusals.ReturnedLessThanKnown) : null,
        };

        RowProblem Problem(string code) => new(order.FirstRow, order.OrderId, column, new FieldError(column.ToString(), code));
    }

    /// <summary><c>lines[2].quantity</c> is about the order's third line.</summary>
    private static int LineOf(string field) =>
        field.StartsWith("lines[", StringComparison.Ordinal)
        && field.IndexOf(']', StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(field.AsSpan(6, end - 6), System.Globalization.CultureInfo.InvariantCulture, out var line)
            ? line
            : 0;

    public static ImportColumn? ColumnOf(string field) => field[(field.LastIndexOf('.') + 1)..] switch
    {
        "externalId" => ImportColumn.OrderId,
        "placedAt" => ImportColumn.PlacedAt,
        "occurredAt" => ImportColumn.StatusAt,
        "reason" or "note" => ImportColumn.CancellationReason,
        "id" => ImportColumn.CustomerId,
        "email" => ImportColumn.CustomerEmail,
        "phone" => ImportColumn.CustomerPhone,
        "deviceId" => ImportColumn.DeviceId,
        "clickId" => ImportColumn.ClickId,
        "visitorId" => ImportColumn.VisitorId,
        "referralCode" => ImportColumn.ReferralCode,
        "pickupPoint" => ImportColumn.PickupPoint,
        "source" => ImportColumn.Source,
        "sku" => ImportColumn.Sku,
        "name" => ImportColumn.ProductName,
        "category" => ImportColumn.Category,
        "quantity" => ImportColumn.Quantity,
        "unitPrice" => ImportColumn.UnitPrice,
        "discount" => ImportColumn.LineDiscount,
        "shipping" => ImportColumn.Shipping,
        "platformDiscount" => ImportColumn.PlatformDiscount,
        "shopDiscount" => ImportColumn.ShopDiscount,
        "voucher" => ImportColumn.Voucher,
        "points" => ImportColumn.Points,
        "paid" => ImportColumn.Paid,
        _ => null,
    };
}
