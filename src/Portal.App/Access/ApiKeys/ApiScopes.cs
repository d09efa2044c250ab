using Portal.App.Platform.Security;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// What a key may be allowed, by whose it is, and what each scope means as permissions. What a shop's or a partner's scopes contain is said
/// by the permissions themselves, see <see cref="ScopeAttribute"/>.
/// </summary>
public static class ApiScopes
{
    public const string Admin = "admin";
    public const string Finance = "finance";
    public const string FinanceApprove = "finance-approve";

    private static readonly Lazy<Dictionary<ApiKeyOwner, Dictionary<string, string[]>>> Tables = new(() =>
        Enum.GetValues<ApiKeyOwner>().ToDictionary(owner => owner, TableOf));

    /// <summary>By permission of a shop or partner: what in the operator's rights covers it.</summary>
    private static readonly Lazy<Dictionary<string, string>> Covering = new(() => Permission.Rules
        .SelectMany(rule => rule.Scopes, (rule, scope) => (rule.Name, scope.CoveredBy))
        .Where(pair => pair.CoveredBy is not null)
        .ToDictionary(pair => pair.Name, pair => pair.CoveredBy!, StringComparer.Ordinal));

    public static IReadOnlyCollection<string> Of(ApiKeyOwner owner) => [.. Tables.Value[owner].Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a key has whose scopes nobody names: all that its kind can have, and of the operator's <c>admin</c>.</summary>
    public static IReadOnlyCollection<string> Default(ApiKeyOwner owner) => owner == ApiKeyOwner.Operator ? [Admin] : Of(owner);

    /// <summary>True for scopes of which one makes what the other approves.</summary>
    public static bool AreBothSides(IEnumerable<string> scopes) => scopes.Intersect([Finance, FinanceApprove]).Count() > 1;

    /// <summary>True when the actor themselves may do all that the scope allows: nobody gives a right that they lack.</summary>
    public static bool MayGive(Actor actor, ApiKeyOwner owner, string scope) =>
        Tables.Value[owner].TryGetValue(scope, out var permissions)
        && permissions.All(permission => actor.May(permission)
            || (Covering.Value.TryGetValue(permission, out var covering) && actor.May(covering)));

    public static IReadOnlySet<string> Permissions(ApiKeyOwner owner, string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(scope => Tables.Value[owner].GetValueOrDefault(scope) ?? [])
            .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, string[]> TableOf(ApiKeyOwner owner)
    {
        var table = Permission.Rules
            .SelectMany(rule => rule.Scopes.Where(scope => scope.Owner == owner), (rule, scope) => (scope.Name, Permission: rule.Name))
            .GroupBy(pair => pair.Name, pair => pair.Permission, StringComparer.Ordinal)
            .ToDictionary(scope => scope.Key, scope => scope.ToArray(), StringComparer.Ordinal);
        if (owner == ApiKeyOwner.Operator)
        {
            // an approving key approves and makes nothing, so no key is on both sides of a decision (R6.6)
            table[Admin] = Programs(Role.Admin);
            table[Finance] = Programs(Role.Finance);
        }

        return table;
    }

    /// <summary>What the role may do, less what only persons may.</summary>
    private static string[] Programs(Role role) =>
        [.. Permission.Rules.Where(rule => rule.Roles.Contains(role) && !rule.PersonsOnly).Select(rule => rule.Name)];
}
