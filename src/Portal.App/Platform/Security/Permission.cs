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

    /// <summary>Takes a shop's lists out as files (R9.6): its owner, and staff with that right.</summary>
    [Granted(Role.ShopOwner, Role.ShopStaff), NeedsStaffRight(StaffRights.Export)]
    [Scope(ApiKeyOwner.Shop, "export", CoveredBy = OperatorRead)]
    public const string ShopExport = "shop.export";

    [Granted(Role.Finance, Role.FinanceApprover, Role.Admin, Role.Auditor), Scope(ApiKeyOwner.Operator, "finance-approve")]
    public const string OperatorRead = "operator.read";

    private static readonly Lazy<IReadOnlyList<PermissionRule>> Found = new(Find);

    private static readonly Lazy<Dictionary<Role, IReadOnlySet<string>>> ByRole = new(() => Enum.GetValues<Role>().ToDictionary(
        role => role, role => Having(rule => rule.Roles.Contains(role))));

    private static readonly Lazy<IReadOnlySet<string>[]> OfStaff = new(() =>
    [
        .. Enumerable.Range(0, (int)StaffRightSets.All + 1).Select(rights => Having(rule =>
            rule.Roles.Contains(Role.ShopStaff) && ((StaffRights)rights).Contain(rule.StaffRight))),
    ]);

    /// <summary>
    /// What each role may do at most: the one table that pages, use cases and tests read. What somebody of a shop's staff may do follows
    /// from their rights, too.
    /// </summary>
    public static IReadOnlySet<string> Of(Role role) => ByRole.Value[role];

    /// <summary>What somebody may do in this role; only of a shop's staff do the rights matter.</summary>
    public static IReadOnlySet<string> Of(Role role, StaffRights rights) =>
        role == Role.ShopStaff ? OfStaff.Value[(int)(rights & StaffRightSets.All)] : Of(role);

    /// <summary>Every permission that any role has.</summary>
    public static IEnumerable<string> All => Rules.Select(rule => rule.Name);

    /// <summary>Every permission with whom it is given to.</summary>
    internal static IReadOnlyList<PermissionRule> Rules => Found.Value;

    private static IReadOnlySet<string> Having(Func<PermissionRule, bool> given) =>
        Rules.Where(given).Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);

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
           select new PermissionRule(
               name, granted.To, granted.ToPersonsOnly, [.. field.GetCustomAttributes<ScopeAttribute>()],
               field.GetCustomAttribute<NeedsStaffRightAttribute>()?.Right ?? StaffRights.None),
    ];
}

/// <summary>One permission, and whom it is given to.</summary>
/// <param name="StaffRight">Without which nobody of a shop's staff has it.</param>
internal sealed record PermissionRule(
    string Name, IReadOnlyList<Role> Roles, bool PersonsOnly, IReadOnlyList<ScopeAttribute> Scopes, StaffRights StaffRight);
