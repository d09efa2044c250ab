namespace Portal.Domain.Shops;

/// <summary>Why something about a shop is refused.</summary>
public static class ShopRefusals
{
    /// <summary>No such shop, or none that the actor may know of.</summary>
    public const string NotFound = "shop_not_found";

    /// <summary>Another shop has the code.</summary>
    public const string CodeTaken = "shop_code_taken";

    /// <summary>Signatures cannot be required of a shop that has no secret to sign with.</summary>
    public const string SigningSecretMissing = "signing_secret_missing";
}
