namespace Portal.App.Platform.Security;

/// <summary>Whose key it is.</summary>
public enum ApiKeyOwner
{
    Operator,
    Shop,
    Partner,
}

/// <summary>Has a key's scope contain this permission.</summary>
/// <param name="name">As the API names it: <c>orders:write</c>.</param>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true)]
public sealed class ScopeAttribute(ApiKeyOwner owner, string name) : Attribute
{
    public ApiKeyOwner Owner { get; } = owner;

    public string Name { get; } = name;

    /// <summary>
    /// What in the operator's rights covers this right of a shop or partner, so that the operator's people may give it to a key.
    /// </summary>
    public string? CoveredBy { get; init; }
}
