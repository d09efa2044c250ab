using System.Buffers.Binary;

namespace Portal.Domain.Disputes;

/// <summary>What may stand behind a picture, and what may not: decision 0080.</summary>
internal static class ForeignData
{
    /// <summary>The record that ends an archive, without the remark that may follow it.</summary>
    private const int ArchiveEnd = 22;

    /// <summary>Some phones end a picture that moves with a line of their own.</summary>
    private const int LongestMark = 64;

    /// <summary>Whether a program that unpacks archives would take the file for one: these are read from their end.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> bytes)
    {
        var from = Math.Max(0, bytes.Length - ArchiveEnd - ushort.MaxValue);
        var rest = bytes[from..];
        int at;
        while ((at = rest.LastIndexOf("PK\x05\x06"u8)) >= 0)
        {
            if (rest.Length - at >= ArchiveEnd
                && rest.Length - at - ArchiveEnd >= BinaryPrimitives.ReadUInt16LittleEndian(rest[(at + 20)..]))
                return true;
            rest = rest[..at];
        }

        return false;
    }

    /// <summary>Nothing, or bytes that say nothing.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> rest) => !rest.ContainsAnyExcept((byte)0);

    /// <summary>
    /// What phones write behind a picture: zeros, further pictures (depth, brightness), the film of a picture that moves, and Samsung's
    /// own records.
    /// </summary>
    public static bool IsOfCamera(ReadOnlySpan<byte> rest)
    {
        const int MostParts = 32;
        for (var part = 0; part < MostParts; part++)
        {
            var first = rest.IndexOfAnyExcept((byte)0);
            if (first < 0)
                return true;
            if (rest.EndsWith("SEFT"u8) && rest.IndexOf("SEFH"u8) >= 0)
                return !HasMarkup(rest);

            var length = rest[first..].StartsWith(JpegStructure.Head) ? JpegStructure.LengthOf(rest[first..]) : 0;
            if (length == 0 && first >= 0)
            {
                // a box begins with its length, whose first bytes are zeros
                var box = rest.IndexOf("ftyp"u8);
                if (box < 4 || box - 4 > first)
                    return false;
                (first, length) = (box - 4, BoxesOf(rest[(box - 4)..]));
            }

            if (length == 0)
                return false;
            rest = rest[(first + length)..];
            if (rest.Length <= LongestMark)
                return rest.IndexOf((byte)'<') < 0;
        }

        return false;
    }

    /// <summary>The length of the boxes of a film.</summary>
    private static int BoxesOf(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (HeicStructure.Box(bytes, at) is { } box)
            at = box.End;
        return at;
    }

    private static bool HasMarkup(ReadOnlySpan<byte> rest)
    {
        int at;
        while ((at = rest.IndexOf((byte)'<')) >= 0)
        {
            rest = rest[(at + 1)..];
            foreach (var tag in (ReadOnlySpan<string>)["script", "html", "svg", "body", "iframe", "?php", "!doctype"])
            {
                if (rest.Length >= tag.Length && System.Text.Ascii.EqualsIgnoreCase(rest[..tag.Length], tag))
                    return true;
            }
        }

        return false;
    }
}
