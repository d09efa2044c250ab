using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Access.ApiKeys;

/// <summary>What a signature is made over.</summary>
/// <param name="Method">As it is sent, in capitals.</param>
/// <param name="PathAndQuery">As it is sent, percent-encoding included: <c>/api/v1/orders/DH-1/events?shopId=7</c>.</param>
/// <param name="Body">The bytes as they are sent; none where there is no body.</param>
public readonly record struct SignedRequest(string Method, string PathAndQuery, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body of a request that is too large to be held in memory, which can be read more than once.</summary>
    public Stream? Content { get; init; }
}

/// <summary>
/// Checks <c>X-Portal-Signature: t=&lt;unix seconds&gt;,v2=&lt;hex HMAC-SHA256&gt;</c>: over the request as it came, before
/// anybody reads it, at most five minutes from now in both directions, and each signature once. The first version covered the
/// body alone, so what was signed for one order could be sent to another; it ends at <c>Security:SignatureV1Until</c>.
/// </summary>
public sealed class SignedBodies(
    IDbContextFactory<PortalDb> contexts, PortalSettings settings, TimeProvider clock, ILogger<SignedBodies> log)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly Refusal Missing = Refused(ApiKeyRefusals.SignatureMissing);
    private static readonly Refusal Malformed = Refused(ApiKeyRefusals.SignatureMalformed);
    private static readonly Refusal Wrong = Refused(ApiKeyRefusals.SignatureWrong);
    private static readonly Refusal Replayed = Refused(ApiKeyRefusals.SignatureReplayed);

    private enum Version
    {
        BodyAlone,
        WholeRequest,
    }

    /// <summary>The value of the header for a request, in version 2; for programs that sign, and tests.</summary>
    public static string Sign(string secret, DateTimeOffset at, SignedRequest request) => Header(secret, at, Version.WholeRequest, request);

    /// <summary>The same in version 1, which covers nothing but the body.</summary>
    public static string SignBody(string secret, DateTimeOffset at, ReadOnlyMemory<byte> body) =>
        Header(secret, at, Version.BodyAlone, new SignedRequest("", "", body));

    /// <summary>Null when the request may pass. A header is checked where it is sent, even where it is not required.</summary>
    public async Task<Refusal?> CheckAsync(KnownKey key, string? header, SignedRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(header))
            return key.MustSign ? Missing : null;
        if (!TryParse(header, out var time, out var seconds, out var version, out var signature))
            return Malformed;

        var now = clock.GetUtcNow();
        if (version == Version.BodyAlone && now >= settings.Security.SignatureV1Until)
            return Refused(ApiKeyRefusals.SignatureVersionEnded).With("until", Written(settings.Security.SignatureV1Until));

        var signedAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - signedAt).Duration() > Tolerance)
            return Refused(ApiKeyRefusals.SignatureExpired).With("signedAt", Written(signedAt)).With("now", Written(now));

        if (!key.SigningSecrets.Any(secret => CryptographicOperations.FixedTimeEquals(Mac(secret, time, version, request), signature)))
            return Wrong;
        if (await IsFirstAsync(signature, signedAt + Tolerance, now, cancellationToken))
            return null;

        log.LogInformation(
            "Refused a signature of {SignedAt:O} that key {KeyId} had used before, on {Method} {Path}", signedAt, key.Actor.ClientId,
            request.Method,
            request.PathAndQuery);
        return Replayed;
    }

    private async Task<bool> IsFirstAsync(
        byte[] signature, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AcceptedSignatures.Where(old => old.ExpiresAt < now).DeleteInPartsAsync(old => old.ExpiresAt, cancellationToken);
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

    private static string Header(string secret, DateTimeOffset at, Version version, SignedRequest request)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var name = version == Version.WholeRequest ? "v2" : "v1";
        return $"t={time},{name}={Convert.ToHexStringLower(Mac(Encoding.UTF8.GetBytes(secret), time, version, request))}";
    }

    /// <summary>One version a header: of two, a thief could leave out the one that binds more.</summary>
    private static bool TryParse(string header, out string time, out long seconds, out Version version, out byte[] signature)
    {
        (time, seconds, version, signature) = ("", 0, Version.BodyAlone, []);
        if (header.Split(',') is not [var first, var second] || !first.StartsWith("t=", StringComparison.Ordinal))
            return false;
        if (second.StartsWith("v2=", StringComparison.Ordinal))
            version = Version.WholeRequest;
        else if (!second.StartsWith("v1=", StringComparison.Ordinal))
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

    private static byte[] Mac(byte[] secret, string time, Version version, SignedRequest request)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.ASCII.GetBytes(time));
        mac.AppendData("."u8);
        if (version == Version.WholeRequest)
            mac.AppendData(Encoding.UTF8.GetBytes($"{request.Method}.{request.PathAndQuery}."));
        mac.AppendData(request.Body.Span);
        if (request.Content is { } content)
        {
            content.Position = 0;
            Span<byte> buffer = stackalloc byte[8192];
            int read;
            while ((read = content.Read(buffer)) > 0)
                mac.AppendData(buffer[..read]);
        }

        return mac.GetHashAndReset();
    }

    private static string Written(DateTimeOffset at) => at.ToUniversalTime()
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Refusal Refused(string code) => new(RefusalKind.Unauthenticated, code);
}
