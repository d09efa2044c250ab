using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Pages.Partner;

/// <summary>Where the partner's pages are.</summary>
public static class PartnerPaths
{
    public const string Overview = "/partner";
    public const string Links = "/partner/links";
    public const string Orders = "/partner/orders";
    public const string Lookup = "/partner/lookup";
    public const string Identity = "/partner/profile/identity";
    public const string OrdersExport = "/partner/orders.csv";

    /// <summary>The picture of a link's address; as a file to keep with <paramref name="download"/>.</summary>
    public static string Qr(Guid link, string kind = "svg", bool download = false) =>
        $"/partner/links/{link}/qr.{kind}{(download ? "?download=1" : "")}";

    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
}
