using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.App.Attribution.Reading;
using Portal.Demo.DemoShop.Pages;
using Portal.Domain.Common;

namespace Portal.Demo.DemoShop;

/// <summary>
/// A small shop under /demo-shop, so that the whole way from a partner's link to their reward can be tried. It stands for
/// somebody else's house: its own pages and words, no sign-in, and it reaches the portal only as a real shop would, by the
/// tracking script and the HTTP API. In Development only; elsewhere its addresses do not exist.
/// </summary>
public static class DemoShopSetup
{
    public const string Path = "/demo-shop";

    /// <summary>Where the tracking script keeps the click for the shop's server.</summary>
    private const string ClickCookie = "pclk";

    private const string Voucher = "CHAOBAN";
    private const long VoucherValue = 50_000;
    private const long FreeShippingFrom = 500_000;
    private const long ShippingFee = 30_000;

    public static void AddDemoShop(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;

        builder.Services.AddSingleton<ShopBooks>();
        builder.Services.AddSingleton<ShopKey>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ShopKey>());
        builder.Services.AddHttpClient<PortalClient>();
    }

    public static void MapDemoShop(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;

        var shop = app.MapGroup(Path).AllowAnonymous().ExcludeFromDescription();
        shop.MapGet("/shop.css",
            () => TypedResults.Stream(typeof(DemoShopSetup).Assembly.GetManifestResourceStream("demo-shop/shop.css")!, "text/css"));
        shop.MapGet("/", (HttpRequest request, string? category) => Page<ProductList>(request, new { Category = category }));
        shop.MapGet("/products/{sku}", ShowProduct);
        shop.MapGet("/cart", (HttpRequest request) => Page<CartPage>(request));
        shop.MapPost("/cart", ChangeCart);
        shop.MapGet("/checkout", ShowCheckout);
        shop.MapPost("/checkout", CheckOutAsync);
        shop.MapGet("/orders/{number}", ShowOrder);
        shop.MapGet("/admin", (HttpRequest request, ShopBooks books) => Page<BackOffice>(request, new { Orders = books.All() }));
        shop.MapPost("/admin/{number}", TellAsync);
    }

    /// <summary>What shipping costs for goods of this value.</summary>
    public static Dong Shipping(Dong items) => items >= new Dong(FreeShippingFrom) ? Dong.Zero : new Dong(ShippingFee);

    private static RazorComponentResult Page<T>(HttpRequest request, object? parameters = null)
        where T : IComponent
    {
        var values = new RouteValueDictionary(parameters) { ["Cart"] = Cart.Of(request) };
        return new RazorComponentResult(typeof(T), values);
    }

    private static Results<RazorComponentResult, NotFound> ShowProduct(HttpRequest request, string sku) =>
        Cart.Find(sku) is { } found
            ? Page<ProductPage>(request, new { found.Product, found.Category })
            : TypedResults.NotFound();

    private static RedirectHttpResult ChangeCart(
        HttpContext context, [FromForm] string sku, [FromForm] int quantity, [FromForm] bool add = false)
    {
        var cart = Cart.Of(context.Request);
        cart.With(sku, add ? cart.QuantityOf(sku) + quantity : quantity).Keep(context.Response);
        return TypedResults.LocalRedirect($"{Path}/cart");
    }

    private static Results<RazorComponentResult, RedirectHttpResult> ShowCheckout(HttpRequest request) =>
        Cart.Of(request).Lines.Count == 0 ? TypedResults.LocalRedirect($"{Path}/cart") : Page<CheckoutPage>(request);

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> CheckOutAsync(
        HttpContext context, ShopBooks books, PortalClient portal, [FromForm] CheckoutForm form)
    {
        var cart = Cart.Of(context.Request);
        if (cart.Lines.Count == 0)
            return TypedResults.LocalRedirect($"{Path}/cart");
        if (Contact.Phone(form.Phone) is null || string.IsNullOrWhiteSpace(form.Name) || string.IsNullOrWhiteSpace(form.Address))
            return Page<CheckoutPage>(context.Request, new { Form = form, Incomplete = true });

        var discount = string.Equals(form.Voucher?.Trim(), Voucher, StringComparison.OrdinalIgnoreCase)
            ? Math.Min(VoucherValue, cart.Items.Amount)
            : 0;
        var order = books.Add((number, now) => new ShopOrder(
            number, now, form.Name.Trim(), form.Phone!.Trim(), form.Email?.Trim() ?? "", form.Address.Trim(),
            form.Payment == "transfer" ? "transfer" : "cod",
            context.Request.Cookies[ClickCookie], VisitorId: null,
            [.. cart.Lines.Select(
                line => new ShopOrderLine(line.Product.Sku, line.Product.Name, line.Category, line.Quantity, line.Product.Price))],
            Shipping(cart.Items).Amount, discount));
        new Cart([]).Keep(context.Response);

        // the order is the shop's whatever the portal says; what it did not take is sent again from the back office
        books.Replace(order with { NotTold = await portal.SendAsync(order, context.RequestAborted) });
        return TypedResults.LocalRedirect($"{Path}/orders/{order.Number}");
    }

    private static Results<RazorComponentResult, NotFound> ShowOrder(HttpRequest request, ShopBooks books, string number) =>
        books.Find(number) is { } order ? Page<ThanksPage>(request, new { Order = order }) : TypedResults.NotFound();

    /// <summary>The back office: payment, cancellation, return, or telling the portal once more.</summary>
    private static async Task<Results<RedirectHttpResult, NotFound>> TellAsync(
        ShopBooks books, PortalClient portal, TimeProvider clock, string number, CancellationToken cancellationToken,
        [FromForm] string type, [FromForm] string? reason = null, [FromForm] string? note = null)
    {
        if (books.Find(number) is not { } order)
            return TypedResults.NotFound();

        if (type is "paid" or "cancelled" or "returned")
        {
            var cancelled = type == "cancelled";
            order = order with
            {
                Events =
                [
                    .. order.Events,
                    new ShopOrderEvent($"{number}-{order.Events.Count + 1}", type, cancelled ? reason : null,
                        cancelled && !string.IsNullOrWhiteSpace(note) ? note.Trim() : null, clock.GetUtcNow()),
                ],
            };
        }

        books.Replace(order with { NotTold = await TellAllAsync(order, portal, cancellationToken) });
        return TypedResults.LocalRedirect($"{Path}/admin");
    }

    // telling twice changes nothing, so everything is told again: the order that failed last time comes before its events
    private static async Task<string?> TellAllAsync(ShopOrder order, PortalClient portal, CancellationToken cancellationToken)
    {
        if (order.NotTold is not null && await portal.SendAsync(order, cancellationToken) is { } refused)
            return refused;

        foreach (var happened in order.Events)
        {
            if (await portal.SendAsync(order, happened, cancellationToken) is { } failed)
                return failed;
        }

        return null;
    }
}

/// <summary>What the customer fills in at the checkout.</summary>
public sealed class CheckoutForm
{
    public string? Name { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Address { get; set; }

    public string? Voucher { get; set; }

    public string? Payment { get; set; }
}
