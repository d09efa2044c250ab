using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>
/// When a picture was taken, as its EXIF data says it. Two lists of tags are looked at, each once and each up to a number of tags: a list
/// that leads back to itself, or out of the file, leads nowhere.
/// </summary>
internal static class ExifTime
{
    private const int MostTags = 512;
    private const int TagLength = 12;

    private const ushort ExifList = 0x8769;
    private const ushort TakenAt = 0x9003;
    private const ushort StoredAt = 0x9004;
    private const ushort OffsetOfTaken = 0x9011;
    private const ushort OffsetOfStored = 0x9012;

    /// <param name="exif">From the byte order on; may be empty, and anything else.</param>
    public static FileTime? Read(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 8)
            return null;
        var little = exif.StartsWith("II*\0"u8);
        if (!little && !exif.StartsWith("MM\0*"u8))
            return null;

        var list = new TagList(exif, Number32(exif[4..], little), little);
        var place = list.Find(ExifList);
        if (place < 0)
            return null;

        var tags = new TagList(exif, Number32(exif[(place + 8)..], little), little);
        return At(tags.Text(TakenAt), "yyyy:MM:dd HH:mm:ss", tags.Text(OffsetOfTaken), FileTimeSource.Exif, FileTimeSource.ExifLocal)
            ?? At(tags.Text(StoredAt), "yyyy:MM:dd HH:mm:ss", tags.Text(OffsetOfStored), FileTimeSource.Exif, FileTimeSource.ExifLocal);
    }

    /// <summary>Null when it is no time; in Vietnam's time when the offset is missing or none.</summary>
    internal static FileTime? At(string? text, string format, string? offset, FileTimeSource source, FileTimeSource local)
    {
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || time.Year is < 2 or > 9998)
            return null;

        return Offset(offset) is { } zone
            ? new FileTime(new DateTimeOffset(time, zone), source)
            : new FileTime(new DateTimeOffset(time, LocalCalendar.Offset), local);
    }

    private static TimeSpan? Offset(string? text)
    {
        if (text is not ['+' or '-', ..] || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            || offset > TimeSpan.FromHours(14))
            return null;
        return text[0] == '-' ? -offset : offset;
    }

    private static uint Number32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>A list of tags; empty where it stands outside of the data.</summary>
    private readonly ref struct TagList
    {
        private readonly ReadOnlySpan<byte> exif;
        private readonly int start;
        private readonly int count;
        private readonly bool little;

        public TagList(ReadOnlySpan<byte> exif, uint at, bool little)
        {
            this.exif = exif;
            this.little = little;
            if (at > (uint)exif.Length - 2)
                return;
            start = (int)at + 2;
            count = Math.Min(Math.Min((int)Number16(exif[(int)at..], little), MostTags), (exif.Length - start) / TagLength);
        }

        /// <summary>Where the tag stands; negative when there is none.</summary>
        public int Find(ushort wanted)
        {
            for (var at = start; at < start + (count * TagLength); at += TagLength)
            {
                if (Number16(exif[at..], little) == wanted)
                    return at;
            }

            return -1;
        }

        /// <summary>A short text; null when there is none.</summary>
        public string? Text(ushort wanted)
        {
            const int LongestText = 64;
            var at = Find(wanted);
            if (at < 0 || Number16(exif[(at + 2)..], little) != 2)
                return null;

            var (length, place) = (Number32(exif[(at + 4)..], little), Number32(exif[(at + 8)..], little));
            if (length is 0 or > LongestText)
                return null;
            if (length <= 4)
                place = (uint)at + 8;
            if (place > (uint)exif.Length || length > (uint)exif.Length - place)
                return null;
            return Encoding.Latin1.GetString(exif.Slice((int)place, (int)length)).TrimEnd('\0', ' ');
        }
    }
}
