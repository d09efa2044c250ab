using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.Web.Components.Disputes;

/// <summary>Where disputes are, for links from one page to another.</summary>
public static class DisputePaths
{
    public const string Partner = "/partner/disputes";
    public const string Shop = "/shop/disputes";
    public const string Admin = "/admin/disputes";
    public const string Outcomes = "/admin/disputes/outcomes";

    public static string Of(LedgerHolder side) => side == LedgerHolder.Partner ? Partner : Shop;

    public static string Case(Guid id) => $"{Admin}/{id}";

    /// <summary>A new dispute, filled in as far as the page that leads there knows.</summary>
    public static string New(
        LedgerHolder side, DisputeKind kind, string? order = null, Guid? shop = null, Guid? customer = null, Guid? line = null)
    {
        var known = new (string Name, string? Value)[]
        {
            ("kind", DisputeKinds.CodeOf(kind)), ("order", order), ("shop", shop?.ToString()), ("customer", customer?.ToString()),
            ("line", line?.ToString()),
        };
        return QueryHelpers.AddQueryString(
            $"{Of(side)}/new", known.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value)));
    }
}
