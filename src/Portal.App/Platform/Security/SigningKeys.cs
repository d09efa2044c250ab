using System.Security.Cryptography;

namespace Portal.App.Platform.Security;

/// <summary>The keys of click tokens at one instant: one signs, all of them are accepted (R1.3). Never changed, only replaced.</summary>
public sealed class SigningKeys
{
    private readonly SigningKey[] keys;
    private readonly KeyedHash[] hashes;

    /// <summary>What is prepared for a key that stays is taken over.</summary>
    internal SigningKeys(KeyRing ring, DateTimeOffset now, SigningKeys? before = null)
    {
        var accepted = ring.Accepted(now).ToList();
        var current = accepted.Find(key => key.SignsFrom <= now) ?? accepted[^1];

        // the one that signs first: what comes back was most likely signed by it
        keys = [current, .. accepted.Where(key => key != current)];
        hashes = [.. keys.Select(key => before?.Prepared(key) ?? new KeyedHash(key.Key))];
    }

    /// <summary>How many keys are accepted.</summary>
    public int Count => keys.Length;

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => hashes[0].Compute(data, signature);

    /// <summary>True when one of the keys signed the data.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[signature.Length];
        foreach (var hash in hashes)
        {
            hash.Compute(data, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, signature))
                return true;
        }

        return false;
    }

    private KeyedHash? Prepared(SigningKey key)
    {
        var at = Array.FindIndex(keys, known => known.Key.AsSpan().SequenceEqual(key.Key));
        return at < 0 ? null : hashes[at];
    }
}
