using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>An order as the contract writes it: what is often absent may be left out.</summary>
/// <param name="ShopId">Only from the operator: whose order it is.</param>
public sealed record OrderBody(
    string ExternalId,
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderLineBody> Lines,
    OrderAmountsBody Amounts,
    OrderCustomer? Customer = null,
    OrderTracking? Attribution = null,
    string? PickupPoint = null,
    string? Source = null,
    Guid? ShopId = null)
{
    public OrderInput ToInput() => new(
        ExternalId, PlacedAt, Customer ?? OrderCustomer.Unknown, Attribution ?? OrderTracking.None, PickupPoint, Source,
        [.. Lines.Select(line =>
            new OrderLine(line.Sku, line.Name, line.Category, line.Quantity, line.UnitPrice, line.Discount ?? Dong.Zero))],
        Amounts.ToAmounts());
}

/// <param name="Discount">For the whole line, not for one piece.</param>
public sealed record OrderLineBody(
    string Sku, string Name, int Quantity, Dong UnitPrice, string? Category = null, Dong? Discount = null);

/// <param name="Items">Sum of the lines after their own discounts.</param>
/// <param name="Paid">What reached the till: items + shipping − platformDiscount − shopDiscount − voucher − points.</param>
public sealed record OrderAmountsBody(
    Dong Items,
    Dong Paid,
    Dong? Shipping = null,
    Dong? PlatformDiscount = null,
    Dong? ShopDiscount = null,
    Dong? Voucher = null,
    Dong? Points = null)
{
    public static OrderAmountsBody Of(OrderAmounts amounts) => new(
        amounts.Items, amounts.Paid, amounts.Shipping, amounts.PlatformDiscount, amounts.ShopDiscount, amounts.Voucher, amounts.Points);

    public OrderAmounts ToAmounts() => new(
        Items, Shipping ?? Dong.Zero, PlatformDiscount ?? Dong.Zero, ShopDiscount ?? Dong.Zero, Voucher ?? Dong.Zero, Points ?? Dong.Zero,
        Paid);
}

/// <summary>Something that happened to an order.</summary>
/// <param name="Id">The shop's own id of the event, unique within the order; the same one again changes nothing.</param>
/// <param name="Order">Of `amended`, the whole new content. Number and time must be those of the order; customer number, device,
/// attribution, pick-up point and source may be left out.</param>
/// <param name="Lines">Of `returned`, the pieces that came back where that is not the whole order.</param>
/// <param name="Amount">Of `returned`, what the customer was charged for the goods that came back, after all discounts; with lines it is
/// what was charged for them unless it is given.</param>
public sealed record OrderEventBody(
    string Id, OrderEventType Type, DateTimeOffset OccurredAt, string? Reason = null, string? Note = null, OrderBody? Order = null,
    IReadOnlyList<ReturnedPieces>? Lines = null, Dong? Amount = null)
{
    public OrderEventInput ToInput() => new(
        Id, Type, Reason, Note, OccurredAt, Order?.ToInput(),
        Lines is null && Amount is null ? null : new PartialReturn(Lines ?? [], Amount));
}

/// <summary>Many orders in one call.</summary>
/// <param name="ShopId">Only from the operator: whose orders they are.</param>
public sealed record OrderBatch(IReadOnlyList<OrderBody> Orders, Guid? ShopId = null);

/// <summary>
/// One order, or <c>{ "orders": [...] }</c>. In a batch an order that cannot be read fails alone, so it is kept as its
/// refusal and the others go on.
/// </summary>
public sealed class OrderBodies : IApiInput, IEndpointParameterMetadataProvider
{
    private static readonly string[] BatchFields = ["orders", "shopId"];

    private OrderBodies(bool isBatch, Guid? shopId, IReadOnlyList<Outcome<OrderBody>> items, Refusal? refusal)
    {
        IsBatch = isBatch;
        ShopId = shopId;
        Items = items;
        Refusal = refusal;
    }

    public bool IsBatch { get; }

    public Guid? ShopId { get; }

    public IReadOnlyList<Outcome<OrderBody>> Items { get; }

    public Refusal? Refusal { get; }

    public static ValueTask<OrderBodies> BindAsync(HttpContext context) => new(Read(context.Features.GetRequiredFeature<RawBody>().Bytes));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(OrderBody)));

    private static OrderBodies Read(ReadOnlyMemory<byte> body)
    {
        if (!LooksLikeBatch(body.Span))
        {
            var one = StrictJson.Read<OrderBody>(body);
            return one.Refusal is { } wrong ? Refused(wrong) : new OrderBodies(false, one.Value.ShopId, [one], null);
        }

        var whole = StrictJson.Read<OrderBatch>(body);
        return whole.Succeeded
            ? OfOneShop(whole.Value.ShopId, [.. whole.Value.Orders.Select(order => (Outcome<OrderBody>)order)])
            : ReadOneByOne(body);
    }

    private static OrderBodies ReadOneByOne(ReadOnlyMemory<byte> body)
    {
        var parsed = StrictJson.Parse(body);
        if (parsed.Refusal is { } malformed)
            return Refused(malformed);

        using var document = parsed.Value;
        var root = document.RootElement;
        var errors = root.EnumerateObject().Select(field => field.Name).Where(name => !BatchFields.Contains(name))
            .Select(name => new FieldError(name, FieldCodes.UnknownField)).ToList();
        errors.AddRange(root.EnumerateObject().Select(field => field.Name).Where(BatchFields.Contains)
            .GroupBy(name => name, StringComparer.Ordinal).Where(name => name.Count() > 1)
            .Select(name => new FieldError(name.Key, FieldCodes.DuplicateField)));
        var orders = root.GetProperty("orders");
        if (orders.ValueKind != JsonValueKind.Array)
            errors.Add(new FieldError("orders", FieldCodes.WrongType).With("expected", "list"));
        Guid? shopId = null;
        if (root.TryGetProperty("shopId", out var shop) && shop.ValueKind != JsonValueKind.Null)
        {
            if (shop.ValueKind == JsonValueKind.String)
                shopId = StrictJson.Read<Guid>(shop).Value;
            else
                errors.Add(new FieldError("shopId", FieldCodes.WrongType).With("expected", "text"));
        }

        return errors.Count > 0
            ? Refused(Refusal.Invalid(errors))
            : OfOneShop(shopId, [.. orders.EnumerateArray().Select(StrictJson.Read<OrderBody>)]);
    }

    /// <summary>A call is about one shop. An order that names another one than the call is refused by itself.</summary>
    private static OrderBodies OfOneShop(Guid? shopId, IReadOnlyList<Outcome<OrderBody>> items)
    {
        var shop = shopId ?? items.Where(item => item.Succeeded).Select(item => item.Value.ShopId).FirstOrDefault(id => id is not null);
        return new OrderBodies(true, shop,
            [.. items.Select(item => item.Succeeded && item.Value.ShopId is { } own && own != shop ? AnotherShop : item)], null);
    }

    private static readonly Outcome<OrderBody> AnotherShop = Refusal.Invalid(
        new FieldError("shopId", FieldCodes.WrongCount).With("min", "1").With("max", "1")
        .With("actual", 2.ToString(CultureInfo.InvariantCulture)));

    private static OrderBodies Refused(Refusal refusal) => new(false, null, [], refusal);

    private static bool LooksLikeBatch(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = PortalJson.MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("orders"u8))
                    return true;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads it whole says where it is wrong.
        }

        return false;
    }
}
