using Portal.App.Platform.Security;

namespace Portal.App.Access.ApiKeys;

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
    public const string Finance = "finance";
    public const string FinanceApprove = "finance-approve";
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

    /// <summary>The operator's: an approving key approves and makes nothing, so no key is on both sides of a decision (R6.6).</summary>
    private static readonly Dictionary<string, string[]> OfOperator = new(StringComparer.Ordinal)
    {
        [Admin] = Programs(Role.Admin),
        [Finance] = Programs(Role.Finance),
        [FinanceApprove] = [Permission.OperatorRead, Permission.OperatorPayoutsApprove, Permission.OperatorAdjustmentsApprove],
    };

    /// <summary>What in the operator's rights covers a right of a shop or partner, so that the operator's people may give it.</summary>
    private static readonly Dictionary<string, string> Covering = new(StringComparer.Ordinal)
    {
        [Permission.ShopOrdersWrite] = Permission.OperatorOrdersWrite,
        [Permission.ShopOrdersRead] = Permission.OperatorRead,
        [Permission.ShopLinksWrite] = Permission.OperatorLinksWrite,
        [Permission.PartnerRead] = Permission.OperatorRead,
        [Permission.PartnerLinksWrite] = Permission.OperatorLinksWrite,
        [Permission.PartnerWithdrawalsWrite] = Permission.OperatorWithdrawalsWrite,
    };

    public static IReadOnlyCollection<string> Of(ApiKeyOwner owner) => Table(owner).Keys;

    /// <summary>What a key has whose scopes nobody names: all that its kind can have, and of the operator's <c>admin</c>.</summary>
    public static IReadOnlyCollection<string> Default(ApiKeyOwner owner) => owner == ApiKeyOwner.Operator ? [Admin] : Of(owner);

    /// <summary>True for scopes of which one makes what the other approves.</summary>
    public static bool AreBothSides(IEnumerable<string> scopes) => scopes.Intersect([Finance, FinanceApprove]).Count() > 1;

    /// <summary>True when the actor themselves may do all that the scope allows: nobody gives a right that they lack.</summary>
    public static bool MayGive(Actor actor, ApiKeyOwner owner, string scope) =>
        Table(owner).TryGetValue(scope, out var permissions)
        && permissions.All(permission => actor.May(permission) || (Covering.TryGetValue(permission, out var covering) && actor.May(covering)));

    public static IReadOnlySet<string> Permissions(ApiKeyOwner owner, string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(scope => Table(owner).GetValueOrDefault(scope) ?? [])
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What the role may do, less what only persons may.</summary>
    private static string[] Programs(Role role) => [.. Permission.Of(role).Where(permission => permission != Permission.OperatorOwnKeysWrite)];

    private static Dictionary<string, string[]> Table(ApiKeyOwner owner) => owner switch
    {
        ApiKeyOwner.Shop => OfShop,
        ApiKeyOwner.Partner => OfPartner,
        _ => OfOperator,
    };
}
