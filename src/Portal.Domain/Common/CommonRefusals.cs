namespace Portal.Domain.Common;

/// <summary>Refusals that any use case may answer with.</summary>
public static class CommonRefusals
{
    /// <summary>The actor may not do this, whatever it is done to.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Some inputs are wrong; <see cref="Refusal.Fields"/> names them.</summary>
    public const string Invalid = "invalid";

    /// <summary>The database does not answer now. Nothing was done, and the same request may be sent again.</summary>
    public const string StorageUnavailable = "storage_unavailable";
}
