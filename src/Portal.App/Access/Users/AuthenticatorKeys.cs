using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>
/// Keeps authenticator keys unreadable in the database, hands a new key through the set-up form, and makes recovery codes.
/// </summary>
public sealed class AuthenticatorKeys(IDataProtectionProvider protection, PortalKeys keys)
{
    /// <summary>How many recovery codes a person gets.</summary>
    public const int RecoveryCodeCount = 10;

    private static readonly TimeSpan OfferLife = TimeSpan.FromMinutes(30);

    // without letters and digits that are mistaken for each other
    private const string RecoveryAlphabet = "23456789BCDFGHJKMNPQRTVWXY";
    private const int RecoveryLength = 10;

    private readonly IDataProtector stored = protection.CreateProtector("authenticator");
    private readonly ITimeLimitedDataProtector offered = protection.CreateProtector("authenticator-offer").ToTimeLimitedDataProtector();

    public byte[] Protect(byte[] key) => stored.Protect(key);

    /// <summary>The key; null when it was encrypted with keys that are lost, so that no code fits and an admin must reset it.</summary>
    public byte[]? Read(byte[]? protectedKey)
    {
        try
        {
            return protectedKey is null ? null : stored.Unprotect(protectedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// A key that waits in the form for its first code. Bound to the person, so that nobody can plant their own key on another.
    /// </summary>
    public string Offer(Guid userId, byte[] key) => Convert.ToBase64String(offered.Protect([.. userId.ToByteArray(), .. key], OfferLife));

    /// <summary>The key of an offer to this person; null when it is another's, too old or made up.</summary>
    public byte[]? Accept(Guid userId, string? offer)
    {
        try
        {
            var content = offered.Unprotect(Convert.FromBase64String(offer ?? ""));
            return content.Length == 16 + Totp.KeyLength && content.AsSpan(0, 16).SequenceEqual(userId.ToByteArray())
                ? content[16..] : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A code as people write it down: <c>7KQ2M-XH4RD</c>.</summary>
    public static string NewRecoveryCode()
    {
        var code = RandomNumberGenerator.GetString(RecoveryAlphabet, RecoveryLength);
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>However it was typed: small letters, spaces and the hyphen do not count.</summary>
    public byte[] HashOfRecoveryCode(Guid userId, string? typed)
    {
        var code = string.Concat((typed ?? "").Take(40).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return keys.Hash("recovery", new StringBuilder().Append(userId.ToString("N")).Append('/').Append(code).ToString());
    }
}
