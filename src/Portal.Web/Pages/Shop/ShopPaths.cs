using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Pages.Shop;

/// <summary>Where the shop's pages are.</summary>
public static class ShopPaths
{
    public const string Overview = "/shop";
    public const string Orders = "/shop/orders";
    public const string OrdersExport = "/shop/orders.csv";
    public const string Customers = "/shop/customers";
    public const string Statements = "/shop/statements";
    public const string Settings = "/shop/settings";
    public const string Links = "/shop/links";
    public const string LinkQr = "/shop/links/{id:guid}/qr.{kind:regex(^(svg|png)$)}";
    public const string Imports = "/shop/imports";
    public const string ImportProblems = "/shop/imports/{id:guid}/problems.csv";

    public static string Statement(Guid id) => $"{Statements}/{id}";

    public static string Invoice(Guid id) => $"{Statements}?tab=invoices&invoice={id}";

    public static string Import(Guid id) => $"{Imports}/{id}";

    public static string ProblemsOf(Guid id) => $"{Imports}/{id}/problems.csv";

    /// <summary>The picture of a link's address; as a file to keep with <paramref name="download"/>.</summary>
    public static string Qr(Guid link, string kind = "svg", bool download = false) =>
        $"{Links}/{link}/qr.{kind}{(download ? "?download=1" : "")}";

    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
}
