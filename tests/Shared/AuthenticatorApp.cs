using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Tests.Shared;

/// <summary>
/// The app on somebody's phone, written apart from the portal's own code so that the two check each other (RFC 6238).
/// </summary>
public static class AuthenticatorApp
{
    /// <summary>The key of seeded people, in base32.</summary>
    public const string Key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// <summary>The code that the app shows now; <paramref name="steps"/> moves by half minutes.</summary>
    public static string Code(string base32 = Key, int steps = 0) => CodeAt(base32, TimeProvider.System.GetUtcNow().AddSeconds(30 * steps));

    public static string CodeAt(string base32, DateTimeOffset now)
    {
        var counter = BitConverter.GetBytes(now.ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
        var hash = HMACSHA1.HashData(Bytes(base32), counter);
        var start = hash[19] & 0x0f;
        var number = ((hash[start] & 0x7f) << 24 | hash[start + 1] << 16 | hash[start + 2] << 8 | hash[start + 3]) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()
            .Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2)
                .PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
