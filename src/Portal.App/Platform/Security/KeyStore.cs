using System.Text;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Security;

/// <summary>
/// Opens the key ring with the secret and changes it. The secret is <c>Security:MatchingKey</c>, or else the file
/// <c>keys/tracking.key</c>. A ring that a previous secret sealed is sealed anew with the current one, its keys unchanged.
/// </summary>
internal sealed class KeyStore(string dataDirectory, SecuritySettings security)
{
    private readonly KeyFiles files = new(dataDirectory);

    /// <summary>True when the operator gives the secret; false when it is the portal's own file.</summary>
    public bool SecretIsSetting { get; } = !string.IsNullOrWhiteSpace(security.MatchingKey);

    public string RingFile => files.Ring;

    public string SecretFile => files.Secret;

    public bool RingExists => File.Exists(files.Ring);

    /// <summary>Changes with every writing of the ring.</summary>
    public DateTime RingWrittenAt => files.RingWrittenAt;

    /// <summary>The ring, made at the first start; and whether it was sealed with another secret until now.</summary>
    /// <exception cref="InvalidOperationException">The secret does not open the ring, or a file is damaged.</exception>
    public (KeyRing Ring, bool Resealed) OpenOrMake()
    {
        if (SecretIsSetting && security.MatchingKey.Length < PortalKeys.ShortestSetting)
            throw new InvalidOperationException($"Security:MatchingKey must have at least {PortalKeys.ShortestSetting} characters.");

        using var turn = files.TakeTurn();
        if (KeyFiles.Read(files.Ring) is not { } file)
            return (Make(), false);

        var (ring, secret) = Open(file);
        if (secret.IsCurrent)
        {
            File.Delete(files.NextSecret); // left by a rotation that was cut off before it sealed the ring
            return (ring, false);
        }

        Reseal(ring, secret);
        return (ring, true);
    }

    /// <summary>The ring as it is now, changing nothing.</summary>
    public KeyRing Read()
    {
        using var turn = files.TakeTurn();
        return ReadInTurn();
    }

    /// <summary>Writes a changed ring, under a new secret where the secret is the portal's own.</summary>
    public KeyRing Change(Func<KeyRing, KeyRing> change)
    {
        using var turn = files.TakeTurn();
        var ring = change(ReadInTurn());
        if (SecretIsSetting)
            KeyFiles.Write(files.Ring, SealedRing.Seal(ring, Encoding.UTF8.GetBytes(security.MatchingKey)));
        else
            ReplaceSecret(ring);
        return ring;
    }

    private KeyRing ReadInTurn() =>
        Open(KeyFiles.Read(files.Ring)
            ?? throw new InvalidOperationException($"{files.Ring} is missing. Restore the keys folder from a backup.")).Ring;

    private KeyRing Make()
    {
        byte[] secret;
        byte[]? before; // what hashed until now goes on hashing; only an installation without a past gets a key that no secret derives
        if (SecretIsSetting)
        {
            secret = Encoding.UTF8.GetBytes(security.MatchingKey);
            before = Previous().LastOrDefault() ?? (files.InUse ? secret : null);
        }
        else
        {
            before = ReadSecret(files.Secret);
            secret = before ?? KeyRing.NewKey();
            if (before is null)
                KeyFiles.Write(files.Secret, secret);
        }

        var dataKey = before is null ? KeyRing.NewKey() : KeyRing.DataKeyOf(before);
        var ring = KeyRing.Around(dataKey);
        KeyFiles.Write(files.Ring, SealedRing.Seal(ring, secret));
        return ring;
    }

    private void Reseal(KeyRing ring, Secret opened)
    {
        if (SecretIsSetting)
        {
            KeyFiles.Write(files.Ring, SealedRing.Seal(ring, Encoding.UTF8.GetBytes(security.MatchingKey)));
            if (opened.File is not null)
                File.Delete(opened.File); // the setting has taken its place
        }
        else if (opened.File == files.NextSecret)
        {
            File.Move(files.NextSecret, files.Secret, overwrite: true);
        }
        else
        {
            ReplaceSecret(ring);
        }
    }

    /// <summary>In an order in which the ring can be opened after a crash at any point.</summary>
    private void ReplaceSecret(KeyRing ring)
    {
        var secret = KeyRing.NewKey();
        KeyFiles.Write(files.NextSecret, secret);
        KeyFiles.Write(files.Ring, SealedRing.Seal(ring, secret));
        File.Move(files.NextSecret, files.Secret, overwrite: true);
    }

    private (KeyRing Ring, Secret Secret) Open(byte[] file)
    {
        if (!SealedRing.LooksLike(file))
            throw new InvalidOperationException($"{files.Ring} is damaged. Restore the keys folder from a backup.");

        foreach (var secret in Secrets())
        {
            if (SealedRing.Open(file, secret.Bytes) is { } ring)
                return (ring, secret);
        }

        var tried = SecretIsSetting ? "Security:MatchingKey" : $"{files.Secret} (Security:MatchingKey is not set)";
        throw new InvalidOperationException(
            $"The secret does not open {files.Ring}: neither {tried} nor any of Security:PreviousMatchingKeys is the one that sealed it. "
            + "Give the secret that was last in use as Security:MatchingKey or among Security:PreviousMatchingKeys, "
            + "or restore the keys folder from the backup that belongs to the database.");
    }

    /// <summary>In the order in which they are tried.</summary>
    private IEnumerable<Secret> Secrets()
    {
        if (SecretIsSetting)
            yield return new Secret(Encoding.UTF8.GetBytes(security.MatchingKey), IsCurrent: true);
        if (ReadSecret(files.Secret) is { } kept)
            yield return new Secret(kept, IsCurrent: !SecretIsSetting, files.Secret);
        if (ReadSecret(files.NextSecret) is { } next)
            yield return new Secret(next, IsCurrent: false, files.NextSecret);
        foreach (var previous in Previous())
            yield return new Secret(previous, IsCurrent: false);
    }

    private IEnumerable<byte[]> Previous() =>
        security.PreviousMatchingKeys.Where(key => !string.IsNullOrWhiteSpace(key)).Select(Encoding.UTF8.GetBytes);

    private static byte[]? ReadSecret(string file) => KeyFiles.Read(file) switch
    {
        null => null,
        { Length: KeyRing.KeyLength } secret => secret,
        _ => throw new InvalidOperationException($"{file} is damaged: it must hold {KeyRing.KeyLength} bytes. Restore it from a backup."),
    };

    private sealed record Secret(byte[] Bytes, bool IsCurrent, string? File = null);
}
