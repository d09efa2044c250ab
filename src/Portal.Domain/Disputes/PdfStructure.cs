using System.Globalization;
using System.Text;

namespace Portal.Domain.Disputes;

/// <summary>
/// A PDF: its head, and at its end where its table of contents stands. What it contains is not judged: it is never shown here.
/// </summary>
internal static class PdfStructure
{
    /// <summary>The end stands within these last bytes; readers look no further.</summary>
    private const int EndWithin = 1024;

    private const int ShortestFile = 64;

    public static ReadOnlySpan<byte> Head => "%PDF-"u8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n\f\0"u8;

    public static Structure Read(ReadOnlySpan<byte> bytes)
    {
        // %PDF-1.7 or %PDF-2.0
        if (bytes.Length < ShortestFile || bytes[5] is not ((byte)'1' or (byte)'2') || bytes[6] != '.'
            || !char.IsAsciiDigit((char)bytes[7]))
            return Structure.Damaged;

        var last = bytes[Math.Max(0, bytes.Length - EndWithin)..];
        var end = last.LastIndexOf("%%EOF"u8);
        if (end < 0)
            return bytes.LastIndexOf("%%EOF"u8) < 0 ? Structure.Damaged : Structure.Foreign;
        if (last[(end + 5)..].ContainsAnyExcept(Blank))
            return Structure.Foreign;

        var start = last[..end].LastIndexOf("startxref"u8);
        if (start < 0)
            return Structure.Damaged;
        var number = last[(start + 9)..end].Trim(Blank);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < bytes.Length
            && IsTable(bytes[at..]) ? new Structure() : Structure.Damaged;
    }

    /// <summary>When the document was made, as its information says it; the last one of several, which counts.</summary>
    public static FileTime? Time(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.LastIndexOf("/CreationDate"u8);
        if (at < 0)
            return null;

        var rest = bytes[(at + 13)..].TrimStart(Blank);
        if (!rest.StartsWith("("u8))
            return null;
        var end = rest[..Math.Min(rest.Length, 40)].IndexOf((byte)')');
        return end < 0 ? null : Parse(Encoding.Latin1.GetString(rest[1..end]));
    }

    /// <summary><c>D:20260610120000+07'00'</c>.</summary>
    private static FileTime? Parse(string text)
    {
        text = text.StartsWith("D:", StringComparison.Ordinal) ? text[2..] : text;
        if (text.Length < 14)
            return null;
        var zone = text[14..].Replace("'", "", StringComparison.Ordinal);
        return ExifTime.At(text[..14], "yyyyMMddHHmmss", zone switch
        {
            "" => null,
            ['Z', ..] => "+00:00",
            [_, _, _, _, _] => $"{zone[..3]}:{zone[3..]}",
            [_, _, _] => $"{zone}:00",
            _ => zone,
        }, FileTimeSource.Pdf, FileTimeSource.PdfLocal);
    }

    /// <summary>The word <c>xref</c>, or an object that holds the table: <c>12 0 obj</c>.</summary>
    private static bool IsTable(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimStart(Blank);
        if (bytes.StartsWith("xref"u8))
            return true;

        var words = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 40)])
            .Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [var number, var generation, var word, ..] && number.All(char.IsAsciiDigit) && generation.All(char.IsAsciiDigit)
            && word.StartsWith("obj", StringComparison.Ordinal);
    }
}
