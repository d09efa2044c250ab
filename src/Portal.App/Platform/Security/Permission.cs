using System.Reflection;

namespace Portal.App.Platform.Security;

/// <summary>
/// What can be allowed, as dotted strings with the scope in front: <c>partner.</c> and <c>shop.</c> are always limited to the
/// actor's own partner or shop, <c>operator.</c> spans all. Here are those of plain reading, which many features ask for; every other
/// one stands with the feature whose it is, in the file that registers it.
/// </summary>
public static class Permission
{
    [Granted(Role.Partner), Scope(ApiKeyOwner.Partner, "read", CoveredBy = OperatorRead)]
    public const string PartnerRead = "partner.read";

    [Granted(Role.ShopOwner, Role.ShopStaff), Scope(ApiKeyOwner.Shop, "orders:read", CoveredBy = OperatorRead)]
    public const string ShopOrdersRead = "shop.orders.read";

    [Granted(Role.Finance, Role.FinanceApprover, Role.Admin, Role.Auditor), Scope(ApiKeyOwner.Operator, "finance-approve")]
    public const string OperatorRead = "operator.read";

    private static readonly Lazy<IReadOnlyList<PermissionRule>> Found = new(Find);

    private static readonly Lazy<Dictionary<Role, IReadOnlySet<string>>> ByRole = new(() => Enum.GetValues<Role>().ToDictionary(
        role => role, IReadOnlySet<string> (role) => Rules.Where(rule => rule.Roles.Contains(role)).Select(rule => rule.Name)
        .ToHashSet(StringComparer.Ordinal)));

    /// <summary>What each role may do: the one table that pages, use cases and tests read.</summary>
    public static IReadOnlySet<string> Of(Role role) => ByRole.Value[role];

    /// <summary>Every permission that any role has.</summary>
    public static IEnumerable<string> All => Rules.Select(rule => rule.Name);

    /// <summary>Every permission with whom it is given to.</summary>
    internal static IReadOnlyList<PermissionRule> Rules => Found.Value;

    /// <summary>Reads them off the constants, so that no feature can be left out of a list.</summary>
    private static IReadOnlyList<PermissionRule> Find() =>
    [
        .. from type in typeof(Permission).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where field.IsLiteral
           let granted = field.GetCustomAttribute<GrantedAttribute>()
           where granted is not null
           let name = (string)field.GetRawConstantValue()!
           orderby name
           select new PermissionRule(name, granted.To, granted.ToPersonsOnly, [.. field.GetCustomAttributes<ScopeAttribute>()]),
    ];
}

/// <summary>One permission, and whom it is given to.</summary>
internal sealed record PermissionRule(string Name, IReadOnlyList<Role> Roles, bool PersonsOnly, IReadOnlyList<ScopeAttribute> Scopes);
