using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// Checks <c>X-Portal-Signature: t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256 of "&lt;t&gt;.&lt;raw body&gt;"&gt;</c>: over
/// the bytes as they came, before anybody reads them, at most five minutes from now in both directions, and each signature
/// once.
/// </summary>
public sealed class SignedBodies(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly Refusal Missing = Refused("signature_missing");
    private static readonly Refusal Malformed = Refused("signature_malformed");
    private static readonly Refusal Wrong = Refused("signature_wrong");
    private static readonly Refusal Replayed = Refused("signature_replayed");

    /// <summary>The value of the header for a body; for programs that sign, and tests.</summary>
    public static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Mac(Encoding.UTF8.GetBytes(secret), time, body))}";
    }

    /// <summary>Null when the body may pass. A header is checked where it is sent, even where it is not required.</summary>
    public async Task<Refusal?> CheckAsync(KnownKey key, string? header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(header))
            return key.MustSign ? Missing : null;
        if (!TryParse(header, out var time, out var seconds, out var signature))
            return Malformed;

        var now = clock.GetUtcNow();
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - signedAt).Duration() > Tolerance)
        {
            return Refused("signature_expired")
                .With("signedAt", signedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
                .With("now", now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        if (!key.SigningSecrets.Any(secret => CryptographicOperations.FixedTimeEquals(Mac(secret, time, body.Span), signature)))
            return Wrong;

        return await IsFirstAsync(signature, signedAt + Tolerance, now, cancellationToken) ? null : Replayed;
    }

    private async Task<bool> IsFirstAsync(byte[] signature, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AcceptedSignatures.Where(old => old.ExpiresAt < now).OrderBy(old => old.ExpiresAt).DeleteInPartsAsync(cancellationToken);
        db.AcceptedSignatures.Add(new AcceptedSignature { Signature = signature, ExpiresAt = expiresAt });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException failure) when (failure.IsUniqueViolation())
        {
            return false;
        }
    }

    private static bool TryParse(string header, out string time, out long seconds, out byte[] signature)
    {
        (time, seconds, signature) = ("", 0, []);
        if (header.Split(',') is not [var first, var second]
            || !first.StartsWith("t=", StringComparison.Ordinal) || !second.StartsWith("v1=", StringComparison.Ordinal))
            return false;

        time = first[2..];
        // Eleven digits reach into the year 5138; the clock's own range ends before those of a long do.
        if (time.Length > 11 || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
            return false;

        var hex = second[3..];
        if (hex.Length != 2 * HMACSHA256.HashSizeInBytes || !hex.All(char.IsAsciiHexDigit))
            return false;

        signature = Convert.FromHexString(hex);
        return true;
    }

    private static byte[] Mac(byte[] secret, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.ASCII.GetBytes(time));
        mac.AppendData("."u8);
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static Refusal Refused(string code) => new(RefusalKind.Unauthenticated, code);
}
