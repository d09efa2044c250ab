using Portal.Domain.Common;
using static Portal.Domain.Common.Invariant;

namespace Portal.Domain.Orders;

/// <summary>
/// Whether an order holds together, before anything is decided or stored. Every wrong field is told at once, under the name
/// that it has in the JSON, with the sum that was expected where a sum is wrong. No input makes it throw: sums are made in
/// 128 bits, so that an amount that overflows is an error message.
/// </summary>
public static class OrderCheck
{
    public const int MaxLines = 500;
    public const int MaxQuantity = 1_000_000;
    public const int MaxExternalId = 64;
    public const int MaxSku = 64;
    public const int MaxName = 300;
    public const int MaxCategory = 100;
    public const int MaxCustomerText = 254;
    public const int MaxClickId = 512;
    public const int MaxVisitorId = 128;
    public const int MaxCode = 64;

    /// <summary>No shop sold online before; an earlier date is a wrong unit or an empty cell.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far a shop's clock may run ahead of the portal's.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<FieldError> Check(OrderInput order, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        Add(errors, TextCheck.Id("externalId", order.ExternalId, MaxExternalId) ?? DotSegment("externalId", order.ExternalId));
        Add(errors, Date("placedAt", order.PlacedAt, now));
        // a wrong phone or e-mail is no reason to refuse an order: wrong details are what an order is cancelled for (R2.2)
        Add(errors, TextCheck.Text("customer.id", order.Customer.Id, MaxCustomerText));
        Add(errors, TextCheck.Text("customer.email", order.Customer.Email, MaxCustomerText));
        Add(errors, TextCheck.Text("customer.phone", order.Customer.Phone, MaxCustomerText));
        Add(errors, TextCheck.Text("customer.deviceId", order.Customer.DeviceId, MaxCustomerText));
        Add(errors, TextCheck.Text("attribution.clickId", order.Attribution.ClickId, MaxClickId));
        Add(errors, TextCheck.Text("attribution.visitorId", order.Attribution.VisitorId, MaxVisitorId));
        Add(errors, TextCheck.Text("attribution.referralCode", order.Attribution.ReferralCode, MaxCode));
        Add(errors, TextCheck.Text("pickupPoint", order.PickupPoint, MaxCode));
        Add(errors, TextCheck.Text("source", order.Source, MaxCode));

        Lines(errors, order.Lines);
        // what the lines add up to means something only when each of them does
        var linesHold = errors.TrueForAll(error => !error.Field.StartsWith("lines", StringComparison.Ordinal));
        Amounts(errors, order.Amounts, linesHold ? order.Lines : null);
        return errors;
    }

    /// <summary>
    /// A number of one or two dots means "here" and "one up" in an address, however it is escaped, so the order could never be
    /// asked for.
    /// </summary>
    private static FieldError? DotSegment(string field, string id) => id is "." or ".." ? new FieldError(field, FieldCodes.OnlyDots) : null;

    internal static FieldError? Date(string field, DateTimeOffset instant, DateTimeOffset now)
    {
        if (instant < Earliest)
            return new FieldError(field, FieldCodes.DateTooEarly).With("earliest", Text(Earliest));
        if (instant > now + ClockTolerance)
            return new FieldError(field, FieldCodes.DateInFuture).With("latest", Text(now + ClockTolerance));

        return null;
    }

    private static void Lines(List<FieldError> errors, IReadOnlyList<OrderLine> lines)
    {
        if (lines.Count is 0 or > MaxLines)
        {
            errors.Add(new FieldError("lines", FieldCodes.WrongCount)
                .With("min", "1").With("max", Text(MaxLines)).With("actual", Text(lines.Count)));
            return;
        }

        for (var i = 0; i < lines.Count; i++)
            Line(errors, $"lines[{Text(i)}].", lines[i]);
    }

    private static void Line(List<FieldError> errors, string path, OrderLine line)
    {
        Add(errors, TextCheck.RequiredText(path + "sku", line.Sku, MaxSku));
        Add(errors, TextCheck.RequiredText(path + "name", line.Name, MaxName));
        Add(errors, TextCheck.Text(path + "category", line.Category, MaxCategory));

        var quantity = line.Quantity is >= 1 and <= MaxQuantity
            ? null
            : new FieldError(path + "quantity", FieldCodes.OutOfRange).With("min", "1").With("max", Text(MaxQuantity));
        var price = Money(path + "unitPrice", line.UnitPrice);
        var discount = Money(path + "discount", line.Discount);
        Add(errors, quantity);
        Add(errors, price);
        Add(errors, discount);
        if (quantity is not null || price is not null || discount is not null)
            return;

        var gross = (Int128)line.UnitPrice.Amount * line.Quantity;
        if (gross > Dong.Largest)
            errors.Add(new FieldError(path + "unitPrice", FieldCodes.TooLarge).With("max", Text(Dong.Largest / line.Quantity)));
        else if (line.Discount.Amount > gross)
            errors.Add(new FieldError(path + "discount", FieldCodes.DiscountAboveLine).With("max", Text(gross)));
    }

    private static void Amounts(List<FieldError> errors, OrderAmounts amounts, IReadOnlyList<OrderLine>? lines)
    {
        var before = errors.Count;
        Add(errors, Money("amounts.items", amounts.Items));
        Add(errors, Money("amounts.shipping", amounts.Shipping));
        Add(errors, Money("amounts.platformDiscount", amounts.PlatformDiscount));
        Add(errors, Money("amounts.shopDiscount", amounts.ShopDiscount));
        Add(errors, Money("amounts.voucher", amounts.Voucher));
        Add(errors, Money("amounts.points", amounts.Points));
        Add(errors, Money("amounts.paid", amounts.Paid));
        if (errors.Count > before)
            return;

        // "The sum of the lines" is the sum of what each line costs after its own discount: the formula of paid has no
        // place for line discounts, so a sum before them could never be paid.
        if (lines is not null)
        {
            var expected = lines.Aggregate((Int128)0, (sum, line) => sum + line.Net.Amount);
            if (expected != amounts.Items.Amount)
                errors.Add(Sum("amounts.items", expected, amounts.Items));
        }

        if (amounts.OrderDiscounts > amounts.Items)
            errors.Add(new FieldError("amounts.platformDiscount", FieldCodes.DiscountAboveItems).With("max", Text(amounts.Items.Amount)));
        if (amounts.ExpectedPaid != amounts.Paid)
            errors.Add(Sum("amounts.paid", amounts.ExpectedPaid.Amount, amounts.Paid));
    }

    private static FieldError? Money(string field, Dong amount) => amount.Amount switch
    {
        < 0 => new FieldError(field, FieldCodes.Negative),
        > Dong.Largest => new FieldError(field, FieldCodes.TooLarge).With("max", Text(Dong.Largest)),
        _ => null,
    };

    private static FieldError Sum(string field, Int128 expected, Dong actual) =>
        new FieldError(field, FieldCodes.WrongSum).With("expected", Text(expected)).With("actual", Text(actual.Amount));

    internal static void Add(List<FieldError> errors, FieldError? error)
    {
        if (error is not null)
            errors.Add(error);
    }
}
