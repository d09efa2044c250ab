using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Programmes;

namespace Portal.App.Platform.Security;

/// <summary>A key that signs click tokens, and since when it does.</summary>
internal sealed record SigningKey(byte[] Key, DateTimeOffset SignsFrom);

/// <summary>
/// The keys that the secret guards: the data key, which stays for as long as the hashes made with it (R10.3), and the keys
/// that sign clicks, newest first, which are replaced whenever the operator says so.
/// </summary>
internal sealed record KeyRing(byte[] DataKey, IReadOnlyList<SigningKey> Signing)
{
    /// <summary>Bytes of every key.</summary>
    public const int KeyLength = 32;

    /// <summary>So many signing keys are kept at most: a made-up token is tried against all of them.</summary>
    public const int MostSigningKeys = 32;

    /// <summary>A new key signs only after this, when every running node has read it and accepts what another one signs.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(5);

    /// <summary>How long tokens of a replaced key are accepted: no click counts for longer (R1.5).</summary>
    public static readonly TimeSpan Acceptance = TimeSpan.FromDays(ProgrammeSettingsJson.MaxDays);

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>The data key of an installation from before the ring: every key that the secret derived then, it derives too.</summary>
    public static byte[] DataKeyOf(byte[] secret) => HKDF.Extract(HashAlgorithmName.SHA256, secret);

    public static KeyRing Around(byte[] dataKey) =>
        new(dataKey, [new SigningKey(Derive(dataKey, "tracking"), DateTimeOffset.UnixEpoch)]);

    public byte[] Derive(string purpose) => Derive(DataKey, purpose);

    /// <summary>With a new signing key; the older ones stay while what they signed can still count.</summary>
    public KeyRing Rotated(DateTimeOffset now) => this with
    {
        Signing = [new SigningKey(NewKey(), now + Lead), .. Accepted(now).Take(MostSigningKeys - 1)],
    };

    /// <summary>With a new signing key alone, which signs at once: nothing that was signed before is accepted.</summary>
    public KeyRing Revoked(DateTimeOffset now) => this with { Signing = [new SigningKey(NewKey(), now)] };

    /// <summary>The keys whose tokens are genuine at this instant, newest first; also those that do not sign yet.</summary>
    public IEnumerable<SigningKey> Accepted(DateTimeOffset now) =>
        Signing.Where((_, at) => at == 0 || Signing[at - 1].SignsFrom + Acceptance > now);

    private static byte[] Derive(byte[] key, string purpose) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, KeyLength, Encoding.UTF8.GetBytes("portal/" + purpose));
}
