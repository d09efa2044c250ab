using System.Buffers.Binary;
using Portal.Domain.Common;

namespace Portal.Domain.Partners;

/// <summary>What a picture of a card must be. Its bytes decide what it is, whatever its name says.</summary>
public static class IdentityPicture
{
    public const int MostMegapixels = 50;
    public const int MostPixels = MostMegapixels * 1_000_000;
    public const int MostMegabytes = 8;
    public const int MostBytes = MostMegabytes * 1024 * 1024;
    public const int LeastWidth = 600;
    public const int LeastHeight = 350;

    private const int MostSide = 12_000;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>What is wrong with it; null when it can be looked at.</summary>
    /// <param name="field">The field that it was sent in.</param>
    /// <param name="bytes">The file.</param>
    public static FieldError? Check(string field, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            return new FieldError(field, FieldCodes.Required);
        if (bytes.Length > MostBytes)
            return new FieldError(field, IdentityRefusals.PictureTooLarge).With("max", $"{MostMegabytes}");
        if (Size(bytes) is not var (width, height) || width > MostSide || height > MostSide)
            return new FieldError(field, IdentityRefusals.NotAPicture);
        if ((long)width * height > MostPixels)
            return new FieldError(field, IdentityRefusals.PictureTooManyPixels).With("max", $"{MostMegapixels}");

        // a card that was photographed upright is as good
        return Math.Max(width, height) < LeastWidth || Math.Min(width, height) < LeastHeight
            ? new FieldError(field, IdentityRefusals.PictureTooSmall).With("width", $"{LeastWidth}").With("height", $"{LeastHeight}")
            : null;
    }

    /// <summary>The type to serve it with.</summary>
    public static string ContentType(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Png) ? "image/png" : "image/jpeg";

    private static (int Width, int Height)? Size(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Png) ? SizeOfPng(bytes) : SizeOfJpeg(bytes);

    private static (int, int)? SizeOfPng(ReadOnlySpan<byte> bytes) => bytes.Length >= 24 && bytes.Slice(12, 4).SequenceEqual("IHDR"u8)
        ? Positive(BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
        : null;

    /// <summary>The frame header says it, behind segments that say how long they are.</summary>
    private static (int, int)? SizeOfJpeg(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Jpeg))
            return null;

        var at = 2;
        while (at + 9 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Positive(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static (int, int)? Positive(int width, int height) => width > 0 && height > 0 ? (width, height) : null;
}
