using Portal.App.Security;

namespace Portal.App.Accounts;

/// <summary>Whose key it is.</summary>
public enum ApiKeyOwner
{
    Operator,
    Shop,
    Partner,
}

/// <summary>What a key may be allowed, by whose it is, and what each scope means as permissions.</summary>
public static class ApiScopes
{
    public const string Admin = "admin";
    public const string OrdersWrite = "orders:write";
    public const string OrdersRead = "orders:read";
    public const string Read = "read";
    public const string Links = "links";
    public const string Withdrawals = "withdrawals";

    private static readonly Dictionary<string, string[]> OfShop = new(StringComparer.Ordinal)
    {
        [OrdersWrite] = [Permission.ShopOrdersWrite],
        [OrdersRead] = [Permission.ShopOrdersRead],
        [Links] = [Permission.ShopLinksWrite],
    };

    private static readonly Dictionary<string, string[]> OfPartner = new(StringComparer.Ordinal)
    {
        [Read] = [Permission.PartnerRead],
        [Links] = [Permission.PartnerLinksWrite],
        [Withdrawals] = [Permission.PartnerWithdrawalsWrite],
    };

    /// <summary>A program may do what the operator's people do, each of them in his role; two keys are two persons where it takes two.</summary>
    private static readonly Dictionary<string, string[]> OfOperator = new(StringComparer.Ordinal)
    {
        [Admin] =
        [
            .. Permission.Of(Role.Admin).Union(Permission.Of(Role.Finance)).Union(Permission.Of(Role.FinanceApprover)).Append(Permission.OperatorWithdrawalsWrite),
        ],
    };

    public static IReadOnlyCollection<string> Of(ApiKeyOwner owner) => Table(owner).Keys;

    public static IReadOnlySet<string> Permissions(ApiKeyOwner owner, string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(scope => Table(owner).GetValueOrDefault(scope) ?? [])
            .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, string[]> Table(ApiKeyOwner owner) => owner switch
    {
        ApiKeyOwner.Shop => OfShop,
        ApiKeyOwner.Partner => OfPartner,
        _ => OfOperator,
    };
}
