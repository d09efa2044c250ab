namespace Portal.App.Platform.Security;

/// <summary>Makes a constant a permission, and says which roles have it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class GrantedAttribute(params Role[] to) : Attribute
{
    public IReadOnlyList<Role> To { get; } = to;

    /// <summary>True: no key has it, whatever its scopes.</summary>
    public bool ToPersonsOnly { get; init; }
}
