using System.Globalization;
using System.Security.Cryptography;

namespace Portal.App.Access.Users;

/// <summary>
/// Codes of authenticator apps (RFC 6238: HMAC-SHA1, 30 seconds, 6 digits, which is what all of them speak). Their clock is
/// the real one, so the caller passes the machine's time and not the portal's, which may have been moved.
/// </summary>
public static class Totp
{
    public const int KeyLength = 20;

    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>The step whose code was typed, one step early or late allowed; null when none matches.</summary>
    public static long? MatchingStep(byte[] key, string? code, DateTimeOffset now)
    {
        var typed = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        if (typed.Length != 6)
            return null;

        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(CodeOf(key, step)), System.Text.Encoding.ASCII.GetBytes(typed)))
                found = step;
        }

        return found;
    }

    /// <summary>The code that the app shows now.</summary>
    public static string Code(byte[] key, DateTimeOffset now) => CodeOf(key, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>What the app shows as its key: base32 without padding.</summary>
    public static string ToBase32(byte[] key)
    {
        var text = new char[(key.Length * 8 + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < i * 5 + 5; bit++)
                value = value << 1 | (bit < key.Length * 8 ? key[bit / 8] >> (7 - bit % 8) & 1 : 0);
            text[i] = Alphabet[value];
        }

        return new string(text);
    }

    /// <summary>Throws <see cref="FormatException"/> for anything but base32; spaces and padding are left out.</summary>
    public static byte[] FromBase32(string text)
    {
        var letters = text.ToUpperInvariant().Where(letter => letter is not (' ' or '=')).ToArray();
        var key = new byte[letters.Length * 5 / 8];
        for (var i = 0; i < letters.Length; i++)
        {
            var value = Alphabet.IndexOf(letters[i], StringComparison.Ordinal);
            if (value < 0)
                throw new FormatException("Not base32.");
            for (var bit = 0; bit < 5; bit++)
            {
                var place = i * 5 + bit;
                if (place / 8 < key.Length && (value >> (4 - bit) & 1) == 1)
                    key[place / 8] |= (byte)(0x80 >> place % 8);
            }
        }

        return key;
    }

    /// <summary>The address in the QR code, which tells the app the key and how to name it.</summary>
    public static string Address(byte[] key, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={ToBase32(key)}&issuer={Uri.EscapeDataString(issuer)}&digits=6&period=30";

    private static string CodeOf(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the apps know no other; HMAC does not lean on what is broken about SHA-1
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
