using System.Buffers.Binary;
using System.Buffers.Text;
using Portal.App.Platform.Security;

namespace Portal.App.Traffic.Clicks;

/// <summary>
/// What a click's token says about it. <see cref="Recorded"/> is false when the disk had not taken the click by the time
/// the customer had to be sent on; such a click is restored when its token comes back.
/// </summary>
public readonly record struct ClickFacts(
    long Id, Guid? LinkId, VisitorId VisitorId, DateTimeOffset At, ClickKind Kind, bool Recorded);

/// <summary>
/// The click id that leaves the house as <c>pclk</c>, in the cookie and in an order's <c>clickId</c>: 84 characters that
/// carry the click's facts under the portal's signature. Opaque to everybody else, except that the tracking script reads
/// the visitor id from characters 12 to 33. The newest key signs; what an older one on the ring signed is genuine too.
/// </summary>
public sealed class ClickTokens(PortalKeys keys)
{
    /// <summary>Characters of a token.</summary>
    public const int TextLength = 84;

    // version and flags 1, click id 8, visitor id 16, link id 16, time 6 (Unix milliseconds), signature 16
    private const int VisitorAt = 9;
    private const int LinkAt = 25;
    private const int TimeAt = 41;
    private const int SignatureAt = 47;
    private const int Length = 63;

    private const int VersionMask = 0xF0;
    private const int Version1 = 0x10;
    private const int KindMask = 0x03;
    private const int UnrecordedFlag = 0x04;

    private static readonly DateTimeOffset LatestTime = DateTimeOffset.FromUnixTimeMilliseconds((1L << 47) - 1);

    public string Create(in ClickFacts click)
    {
        if (click.At < DateTimeOffset.UnixEpoch || click.At > LatestTime)
            throw new ArgumentOutOfRangeException(nameof(click), click.At, "A token cannot carry this time.");

        Span<byte> bytes = stackalloc byte[Length + 2];
        // The time is written first: its two leading zero bytes are then overwritten by the end of the link id.
        BinaryPrimitives.WriteInt64BigEndian(bytes[(TimeAt - 2)..], click.At.ToUnixTimeMilliseconds());
        (click.LinkId ?? Guid.Empty).TryWriteBytes(bytes[LinkAt..], bigEndian: true, out _);
        click.VisitorId.WriteTo(bytes[VisitorAt..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], click.Id);
        bytes[0] = (byte)(Version1 | (int)click.Kind | (click.Recorded ? 0 : UnrecordedFlag));
        keys.Signing.Sign(bytes[..SignatureAt], bytes[SignatureAt..Length]);
        return Base64Url.EncodeToString(bytes[..Length]);
    }

    /// <summary>False for anything that this portal did not sign, whatever it looks like.</summary>
    public bool TryRead(ReadOnlySpan<char> token, out ClickFacts click)
    {
        click = default;
        if (token.Length != TextLength || !Base64Url.IsValid(token)) return false;

        Span<byte> bytes = stackalloc byte[Length];
        // White space counts as valid in this encoding but not here: one click has one token.
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != Length) return false;

        if (!keys.Signing.Verify(bytes[..SignatureAt], bytes[SignatureAt..])) return false;
        if ((bytes[0] & VersionMask) != Version1) return false;

        var link = new Guid(bytes[LinkAt..TimeAt], bigEndian: true);
        var time = BinaryPrimitives.ReadInt64BigEndian(bytes[(TimeAt - 2)..]) & 0xFFFF_FFFF_FFFF;
        click = new ClickFacts(
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]),
            link == Guid.Empty ? null : link,
            VisitorId.FromBytes(bytes[VisitorAt..LinkAt]),
            DateTimeOffset.FromUnixTimeMilliseconds(time),
            (ClickKind)(bytes[0] & KindMask),
            (bytes[0] & UnrecordedFlag) == 0);
        return true;
    }
}
