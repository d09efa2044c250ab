using System.Security.Cryptography;
using System.Text;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Security;

/// <summary>
/// The portal's own keys: those that sign clicks and the keyed hashes under which phones, e-mail addresses, devices and IP
/// addresses are kept for matching (R10.3). They lie in a ring that the secret seals, so that another secret changes no hash.
/// Losing ring or secret loses no money, but old clicks and hashes then match nothing, so both are part of every backup.
/// </summary>
public sealed class PortalKeys
{
    /// <summary>The fewest characters that the setting <c>Security:MatchingKey</c> may have.</summary>
    public const int ShortestSetting = 32;

    /// <summary>The length of a keyed hash in bytes.</summary>
    public const int HashLength = 16;

    private readonly KeyStore store;
    private readonly TimeProvider clock;
    private readonly KeyedHash matching;
    private readonly Lock gate = new();
    private KeyRing ring;
    private DateTime readAt; // not set at the start, so that what another node wrote meanwhile is not missed
    private volatile SigningKeys signing;

    private PortalKeys(KeyStore store, TimeProvider clock)
    {
        this.store = store;
        this.clock = clock;
        (ring, Resealed) = store.OpenOrMake();
        matching = new KeyedHash(ring.Derive("matching"));
        signing = new SigningKeys(ring, clock.GetUtcNow());
    }

    /// <summary>True when this start sealed the ring with another secret than before.</summary>
    public bool Resealed { get; }

    /// <summary>The keys of click tokens as they are now.</summary>
    public SigningKeys Signing => signing;

    /// <summary>
    /// Opens the ring <c>keys/portal.ring</c> of the data directory with the secret of the settings, or with
    /// <c>keys/tracking.key</c> where they give none. Both files are made at the first start, readable by the portal's account only.
    /// </summary>
    /// <exception cref="InvalidOperationException">The secret is too short, does not open the ring, or a file is damaged.</exception>
    public static PortalKeys Open(string dataDirectory, SecuritySettings security, TimeProvider clock) =>
        new(new KeyStore(dataDirectory, security), clock);

    /// <summary>A key of 32 bytes for one purpose. Keys of different purposes say nothing about each other.</summary>
    public byte[] Derive(string purpose) => ring.Derive(purpose);

    /// <summary>
    /// The keyed hash of a value for matching (R10.3). The kind (<c>phone</c>, <c>email</c>, <c>device</c>, <c>ip</c>,
    /// <c>visitor</c>) is part of it, so that equal texts of two kinds never match. The caller brings the value to one
    /// spelling first.
    /// </summary>
    public byte[] Hash(string kind, string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(kind.Length + 1 + value.Length);
        Span<byte> text = length <= 512 ? stackalloc byte[512] : new byte[length];
        var written = Encoding.UTF8.GetBytes(kind, text);
        text[written++] = 0; // the border between kind and value, which no kind contains
        written += Encoding.UTF8.GetBytes(value, text[written..]);

        var hash = new byte[HashLength];
        matching.Compute(text[..written], hash);
        return hash;
    }

    /// <summary>Takes over signing keys that were added or taken away meanwhile, and those whose time has come.</summary>
    /// <exception cref="InvalidOperationException">The ring can no longer be read, or is another one; the keys stay as they
    /// were.</exception>
    public void Refresh()
    {
        lock (gate)
        {
            var written = store.RingWrittenAt;
            if (written != readAt)
            {
                readAt = written;
                var read = store.Read();
                if (!CryptographicOperations.FixedTimeEquals(read.DataKey, ring.DataKey))
                    throw new InvalidOperationException(
                        $"{store.RingFile} holds another data key than the one that this process hashes with.");
                ring = read;
            }

            signing = new SigningKeys(ring, clock.GetUtcNow(), signing);
        }
    }
}
