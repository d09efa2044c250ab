using System.Globalization;
using Portal.Domain.Common;

namespace Portal.Demo.DemoShop;

/// <summary>One product in the cart or in an order.</summary>
public sealed record CartLine(DemoProduct Product, string Category, int Quantity)
{
    public Dong Total => new(Product.Price * Quantity);
}

/// <summary>What a customer is about to buy, kept in a cookie as <c>SKU*2.SKU*1</c>. What the shop does not sell is left out.</summary>
public sealed class Cart(IReadOnlyList<CartLine> lines)
{
    public const int MostOfOne = 20;

    private const string Cookie = "demo-shop-cart";
    private const char BetweenLines = '.';
    private const char BeforeQuantity = '*';

    private static readonly Dictionary<string, (DemoProduct Product, string Category)> Products = DemoData.OpenShop.Categories
        .SelectMany(category => category.Products.Select(product => (product, category.Name)))
        .ToDictionary(entry => entry.product.Sku, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<CartLine> Lines { get; } = lines;

    public int Count => Lines.Sum(line => line.Quantity);

    public Dong Items => Lines.Aggregate(Dong.Zero, (sum, line) => sum + line.Total);

    public static (DemoProduct Product, string Category)? Find(string sku) =>
        Products.TryGetValue(sku, out var found) ? found : null;

    public static Cart Of(HttpRequest request)
    {
        var lines = new List<CartLine>();
        foreach (var entry in (request.Cookies[Cookie] ?? "").Split(BetweenLines, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(BeforeQuantity);
            if (parts is [var sku, var number]
                && Find(sku) is { } found
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
                && quantity is > 0 and <= MostOfOne)
                lines.Add(new CartLine(found.Product, found.Category, quantity));
        }

        return new Cart(lines);
    }

    /// <summary>The cart with so many of this product; none takes it out.</summary>
    public Cart With(string sku, int quantity)
    {
        if (Find(sku) is not { } found)
            return this;

        var wanted = Math.Clamp(quantity, 0, MostOfOne);
        var at = Lines.ToList().FindIndex(line => line.Product == found.Product);
        var changed = Lines.ToList();
        if (at >= 0 && wanted == 0)
            changed.RemoveAt(at);
        else if (at >= 0)
            changed[at] = changed[at] with { Quantity = wanted };
        else if (wanted > 0)
            changed.Add(new CartLine(found.Product, found.Category, wanted));
        return new Cart(changed);
    }

    public int QuantityOf(string sku) => Lines.FirstOrDefault(line => line.Product.Sku == sku)?.Quantity ?? 0;

    public void Keep(HttpResponse response)
    {
        var text = string.Join(BetweenLines,
            Lines.Select(line => $"{line.Product.Sku}{BeforeQuantity}{line.Quantity.ToString(CultureInfo.InvariantCulture)}"));
        response.Cookies.Append(
            Cookie, text, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = DemoShopSetup.Path });
    }
}
