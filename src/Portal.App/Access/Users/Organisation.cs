namespace Portal.App.Access.Users;

/// <summary>
/// A partner or a shop, as far as accounts and keys have to know it. The context reads it from the tables of the groups whose they are.
/// </summary>
internal sealed class Organisation
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary><see cref="Name"/> in lower case without diacritics, for search.</summary>
    public required string NameSearch { get; init; }

    /// <summary>What tells namesakes apart: a partner's e-mail address, a shop's code.</summary>
    public required string Detail { get; init; }

    /// <summary>True: bodies that come with its keys are refused without a signature.</summary>
    public required bool RequiresSignature { get; init; }
}
