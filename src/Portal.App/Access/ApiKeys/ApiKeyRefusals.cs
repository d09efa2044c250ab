namespace Portal.App.Access.ApiKeys;

/// <summary>Why an API key is not made or ended, and why a request that carries one is refused.</summary>
public static class ApiKeyRefusals
{
    /// <summary>A key would give an operator key or a role of the operator: only people do.</summary>
    public const string NeedsPerson = "operator_key_needs_person";

    /// <summary>A scope allows more than its giver may do.</summary>
    public const string BeyondOwn = "scope_beyond_own";

    /// <summary>One scope makes what the other approves (R6.6).</summary>
    public const string BothSides = "scopes_of_both_sides";

    /// <summary>Nobody but the bootstrap key outside Production says whom a key counts as.</summary>
    public const string PersonNotAllowed = "person_not_allowed";

    /// <summary>No such key, or none that the actor may end.</summary>
    public const string NotFound = "key_not_found";

    /// <summary>The shop has as many signing secrets as it may have.</summary>
    public const string TooManySecrets = "too_many_signing_secrets";

    /// <summary>The shop has no such signing secret.</summary>
    public const string SecretNotFound = "signing_secret_not_found";

    /// <summary>The request carries no key.</summary>
    public const string Missing = "key_missing";

    /// <summary>The key was never made, was revoked, or ended with whoever made it: the same answer for all.</summary>
    public const string Unknown = "key_unknown";

    /// <summary>The shop signs its requests, and this one is not signed.</summary>
    public const string SignatureMissing = "signature_missing";

    /// <summary>The header is not one of a signature.</summary>
    public const string SignatureMalformed = "signature_malformed";

    /// <summary>The signature is not of this request, or not by a secret of the shop.</summary>
    public const string SignatureWrong = "signature_wrong";

    /// <summary>The signature was used before.</summary>
    public const string SignatureReplayed = "signature_replayed";

    /// <summary>It was signed too long ago, or in the future. Facts: <c>signedAt</c>, <c>now</c>.</summary>
    public const string SignatureExpired = "signature_expired";

    /// <summary>The first version of signatures is no longer taken. Facts: <c>until</c>.</summary>
    public const string SignatureVersionEnded = "signature_version_ended";
}
