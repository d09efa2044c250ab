using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>A HEIC: boxes that fill the file, one of which says what pictures and data the others hold.</summary>
internal static class HeicStructure
{
    /// <summary>Pictures and sequences in HEVC. Others of this family (AVIF) are not accepted.</summary>
    private static readonly HashSet<string> Brands =
        new(StringComparer.Ordinal) { "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" };

    public static bool Begins(ReadOnlySpan<byte> bytes)
    {
        const int MostBrands = 64;
        if (Box(bytes, 0) is not { Name: "ftyp" } box || box.End - box.Start < 8)
            return false;
        var brand = Name(bytes[box.Start..]);
        if (brand is not ("mif1" or "msf1"))
            return Brands.Contains(brand);

        // the general brands say the codec among those that it is compatible with
        for (var (at, n) = (box.Start + 8, 0); at + 4 <= box.End && n < MostBrands; at += 4, n++)
        {
            if (Brands.Contains(Name(bytes[at..])))
                return true;
        }

        return false;
    }

    /// <summary>The box that begins here; null when none does, or it is longer than what there is.</summary>
    internal static Box? Box(ReadOnlySpan<byte> bytes, int at)
    {
        if (at < 0 || at + 8 > bytes.Length)
            return null;

        var (length, head) = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]), 8);
        if (length == 1 && at + 16 <= bytes.Length)
            (length, head) = (BinaryPrimitives.ReadUInt64BigEndian(bytes[(at + 8)..]), 16);
        else if (length == 0)
            length = (ulong)(bytes.Length - at); // to the end
        return length >= (ulong)head && length <= (ulong)(bytes.Length - at) && IsName(bytes.Slice(at + 4, 4))
            ? new Box(Name(bytes[(at + 4)..]), at + head, at + (int)length) : null;
    }

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        var (at, meta, hasData) = (0, (Box?)null, false);
        while (Box(bytes, at) is { } box)
        {
            if (box.Name == "meta")
                meta ??= box;
            hasData |= box.Name is "mdat" && box.End > box.Start;
            at = box.End;
        }

        if (meta is not { } described || !hasData)
            return Structure.Damaged;
        if (!ForeignData.IsNothing(bytes[at..]))
            return LooksCut(bytes, at) ? Structure.Damaged : Structure.Foreign;

        var inside = new HeicMeta(bytes, described);
        return inside.Pixels is > 0 and var pixels ? new Structure { Pixels = pixels, Exif = inside.Exif } : Structure.Damaged;
    }

    /// <summary>The last box is one that is known, and longer than what there is.</summary>
    private static bool LooksCut(ReadOnlySpan<byte> bytes, int at) => at + 8 > bytes.Length
        || Name(bytes[(at + 4)..]) is "mdat" or "meta" or "moov" or "moof" or "free" or "skip" or "uuid" or "mpvd" or "udta";

    private static bool IsName(ReadOnlySpan<byte> name) => !name.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private static string Name(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes[..4]);
}

/// <summary>Where the content of a box stands, and where the next box begins.</summary>
internal readonly record struct Box(string Name, int Start, int End);
