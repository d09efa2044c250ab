using System.IO.Compression;
using System.Text;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using static Portal.Tests.Shared.EvidenceSamples;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>A file, and what R8.2 makes of it: its type, or the code of the refusal.</summary>
public sealed record HostileFile(Func<byte[]> Make, EvidenceType? Type, string? Refusal)
{
    /// <summary>The time that it carries, where it is accepted.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whether a preview of it can be drawn.</summary>
    public bool IsDrawn { get; init; } = Type is not (null or EvidenceType.Pdf or EvidenceType.Text);
}

/// <summary>What people and attackers bring: each is made here, and stands here with what becomes of it.</summary>
public static class HostileFiles
{
    private static readonly byte[] Page = "<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"u8.ToArray();
    private static readonly byte[] Script = "<script>alert(1)</script>"u8.ToArray();
    private static readonly byte[] Samsung = [0, 0, 1, 10, .. "Image_UTC_Data1781064000000"u8, .. "SEFH"u8, .. new byte[20], .. "SEFT"u8];

    public static readonly IReadOnlyDictionary<string, HostileFile> All = new Dictionary<string, HostileFile>(StringComparer.Ordinal)
    {
        // what honest people bring
        ["a JPEG"] = Taken(() => Jpeg(), EvidenceType.Jpeg),
        ["a PNG"] = Taken(() => Png(), EvidenceType.Png),
        ["a lossy WebP"] = Taken(() => WebP(), EvidenceType.WebP),
        ["a lossless WebP"] = Taken(() => WebP(lossless: true), EvidenceType.WebP),
        ["a HEIC"] = Taken(() => Heic(), EvidenceType.Heic),
        ["a HEIC of the general brand"] = Taken(() => Heic(brand: "mif1"), EvidenceType.Heic),
        ["a PDF"] = Taken(() => Pdf(), EvidenceType.Pdf),
        ["a PDF with lines behind its end"] = Taken(() => [.. Pdf(), .. "\r\n\r\n"u8], EvidenceType.Pdf),
        ["a text"] = Taken(() => Encoding.UTF8.GetBytes("Chủ tiệm: Anh Bình giới thiệu tôi.\r\n\tLúc 9 giờ"), EvidenceType.Text),
        ["a text with its mark"] = Taken(() => [0xEF, 0xBB, 0xBF, .. "xin chào"u8], EvidenceType.Text),
        ["a text with emoji and signs of direction"] =
            Taken(() => Encoding.UTF8.GetBytes("👩‍👩‍👧 \u200f\u202eabc"), EvidenceType.Text),
        ["a chat with angles"] = Taken(() => "<An> chào bạn\n<Bình> chào"u8.ToArray(), EvidenceType.Text),
        ["a text of one letter"] = Taken(() => "x"u8.ToArray(), EvidenceType.Text),
        ["a JPEG with another behind it"] = Taken(() => [.. Jpeg(), .. Jpeg(2, 64, 48)], EvidenceType.Jpeg),
        ["a JPEG with a film behind it"] = Taken(() => [.. Jpeg(), .. Film()], EvidenceType.Jpeg),
        ["a JPEG with a film and a mark behind it"] =
            Taken(() => [.. Jpeg(), .. Film(), .. "LIVE_12345678901234"u8], EvidenceType.Jpeg),
        ["a JPEG with a phone's records behind it"] = Taken(() => [.. Jpeg(), .. Samsung], EvidenceType.Jpeg),
        ["a JPEG with zeros behind it"] = Taken(() => [.. Jpeg(), .. new byte[5000]], EvidenceType.Jpeg),
        ["a JPEG of 24 megapixels"] = Taken(() => Jpeg(width: 6_000, height: 4_000, quality: 50), EvidenceType.Jpeg),

        // 10 MiB, a byte less, a byte more
        ["a text of 10 MiB less a byte"] = Taken(() => Long(-1), EvidenceType.Text),
        ["a text of 10 MiB"] = Taken(() => Long(0), EvidenceType.Text),
        ["a text of 10 MiB and a byte"] = Refused(() => Long(1), EvidenceRefusals.TooLarge),
        ["a JPEG of 10 MiB"] = Taken(() => Padded(Jpeg(), EvidenceRules.MostBytes), EvidenceType.Jpeg),
        ["a JPEG of 10 MiB and a byte"] = Refused(() => Padded(Jpeg(), EvidenceRules.MostBytes + 1), EvidenceRefusals.TooLarge),
        ["nothing"] = Refused(() => [], EvidenceRefusals.Empty),
        ["blanks"] = Refused(() => Encoding.UTF8.GetBytes(new string('\n', 9_000_000)), EvidenceRefusals.Empty),

        // pages and programs, whatever they are called
        ["HTML"] = Refused(() => Page, EvidenceRefusals.TypeNotAccepted),
        ["HTML behind blanks"] = Refused(() => [.. "\r\n \t"u8, .. Page], EvidenceRefusals.TypeNotAccepted),
        ["HTML behind a mark"] = Refused(() => [0xEF, 0xBB, 0xBF, .. Page], EvidenceRefusals.TypeNotAccepted),
        ["a script's element"] = Refused(() => Script, EvidenceRefusals.TypeNotAccepted),
        ["a remark of HTML"] = Refused(() => [.. "<!-- x -->"u8, .. Page], EvidenceRefusals.TypeNotAccepted),
        ["SVG"] = Refused(
            () => "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["SVG as XML"] = Refused(() => "<?xml version=\"1.0\"?><svg/>"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["XML with an entity that grows"] = Refused(
            () => "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"&a;&a;\">]><a>&a;</a>"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["PHP"] = Refused(() => "<?php system($_GET['x']);"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["a page as a mail"] = Refused(
            () => "MIME-Version: 1.0\nContent-Type: text/html\n\n<html>"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["RTF"] = Refused(() => "{\\rtf1\\ansi x}"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["PostScript"] = Refused(() => "%!PS-Adobe-3.0\n"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["JavaScript, which is a text"] = Taken(() => "alert(1)"u8.ToArray(), EvidenceType.Text),
        ["a shell's script, which is a text"] = Taken(() => "#!/bin/sh\nrm -rf ~\n"u8.ToArray(), EvidenceType.Text),
        ["a table with formulas, which is a text"] = Taken(() => "=cmd|' /C calc'!A0,1\n"u8.ToArray(), EvidenceType.Text),
        ["a program for Windows"] = Refused(() => [.. "MZ"u8, 0x90, 0, 3, .. new byte[200]], EvidenceRefusals.TypeNotAccepted),
        ["a program for Linux"] = Refused(() => [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[200]], EvidenceRefusals.TypeNotAccepted),
        ["a database"] = Refused(() => [.. "SQLite format 3\0"u8, .. new byte[84]], EvidenceRefusals.TypeNotAccepted),

        // other pictures, films and archives
        ["a GIF"] = Refused(() => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], EvidenceRefusals.TypeNotAccepted),
        ["a BMP"] = Refused(() => [.. "BM"u8, 58, 0, 0, 0, .. new byte[52]], EvidenceRefusals.TypeNotAccepted),
        ["a TIFF"] = Refused(() => [.. "II*\0"u8, 8, 0, 0, 0, .. new byte[20]], EvidenceRefusals.TypeNotAccepted),
        ["an icon"] = Refused(() => [0, 0, 1, 0, 1, 0, .. new byte[40]], EvidenceRefusals.TypeNotAccepted),
        ["an AVIF"] = Refused(() => Heic(brand: "avif"), EvidenceRefusals.TypeNotAccepted),
        ["a film"] = Refused(Film, EvidenceRefusals.TypeNotAccepted),
        ["an archive"] = Refused(() => Zip(), EvidenceRefusals.TypeNotAccepted),
        ["an archive that unpacks to 50 MB"] = Refused(() => Zip(new string('a', 50_000_000)), EvidenceRefusals.TypeNotAccepted),
        ["a packed file"] = Refused(() => Packed("x"u8.ToArray()), EvidenceRefusals.TypeNotAccepted),

        // texts that are none
        ["a text with a zero"] = Refused(() => "abc\0def"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["a text with a zero far behind"] = Refused(() => [.. Long(-100), 0], EvidenceRefusals.TypeNotAccepted),
        ["a text that moves the terminal"] = Refused(() => "abc\x1b[2J"u8.ToArray(), EvidenceRefusals.TypeNotAccepted),
        ["a text with a control of two bytes"] = Refused(
            () => Encoding.UTF8.GetBytes("abc \u009b2J"), EvidenceRefusals.TypeNotAccepted),
        ["a text in UTF-16"] = Refused(() => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("xin chào")], EvidenceRefusals.TypeNotAccepted),
        ["a text in the encoding of the West"] = Refused(
            () => Encoding.Latin1.GetBytes("à bientôt"), EvidenceRefusals.TypeNotAccepted),
        ["a text with half a letter"] = Refused(() => [.. "abc "u8, 0xE1, 0xBB], EvidenceRefusals.TypeNotAccepted),
        ["a text with a letter spelt too long"] = Refused(() => [.. "abc "u8, 0xC0, 0xBC], EvidenceRefusals.TypeNotAccepted),

        // two things at once
        ["a JPEG that is an archive"] = Refused(() => [.. Jpeg(), .. Zip()], EvidenceRefusals.ForeignData),
        ["a PNG that is an archive"] = Refused(() => [.. Png(), .. Zip()], EvidenceRefusals.ForeignData),
        ["a WebP that is an archive"] = Refused(() => [.. WebP(), .. Zip()], EvidenceRefusals.ForeignData),
        ["a HEIC that is an archive"] = Refused(() => [.. Heic(), .. Zip()], EvidenceRefusals.ForeignData),
        ["a PDF that is an archive"] = Refused(() => [.. Pdf(), .. Zip()], EvidenceRefusals.ForeignData),
        ["a JPEG inside of an archive's remark"] = Refused(() => Zip(remark: Jpeg(1, 64, 48)), EvidenceRefusals.TypeNotAccepted),
        ["a JPEG whose records hold an archive"] = Refused(
            () => [.. Jpeg(), .. Zip(remark: [.. "SEFH"u8, .. "SEFT"u8])], EvidenceRefusals.ForeignData),
        ["a JPEG whose end is an archive's remark"] = Refused(
            () => ArchiveAround(Jpeg(1, 64, 48)), EvidenceRefusals.ForeignData),
        ["a PNG with an archive in a chunk"] = Refused(
            () => WithChunk(Png(1, 64, 48), "zzZz", Zip(remark: new byte[16])), EvidenceRefusals.ForeignData),
        ["a JPEG with a page behind it"] = Refused(() => [.. Jpeg(), .. Page], EvidenceRefusals.ForeignData),
        ["a JPEG with a page behind zeros"] = Refused(() => [.. Jpeg(), .. new byte[100], .. Page], EvidenceRefusals.ForeignData),
        ["a JPEG with a page in a phone's records"] = Refused(
            () => [.. Jpeg(), .. "SEFH"u8, .. Page, .. "SEFT"u8], EvidenceRefusals.ForeignData),
        ["a JPEG with a script behind its film"] = Refused(() => [.. Jpeg(), .. Film(), .. Script], EvidenceRefusals.ForeignData),
        ["a JPEG with a PDF behind it"] = Refused(() => [.. Jpeg(), .. Pdf()], EvidenceRefusals.ForeignData),
        ["a JPEG with a program behind it"] = Refused(() => [.. Jpeg(), .. "MZ"u8, .. new byte[300]], EvidenceRefusals.ForeignData),
        ["a PNG with a page behind it"] = Refused(() => [.. Png(), .. Page], EvidenceRefusals.ForeignData),
        ["a WebP with a page behind it"] = Refused(() => [.. WebP(), .. Page], EvidenceRefusals.ForeignData),
        ["a HEIC with a page behind it"] = Refused(() => [.. Heic(), .. Page], EvidenceRefusals.ForeignData),
        ["a PDF with a page behind it"] = Refused(() => [.. Pdf(), .. Page], EvidenceRefusals.ForeignData),
        ["a PDF with a long page behind it"] = Refused(() => [.. Pdf(), .. Page, .. Long(-9_000_000)], EvidenceRefusals.ForeignData),
        ["a PDF behind a page"] = Refused(() => [.. Page, .. Pdf()], EvidenceRefusals.TypeNotAccepted),
        ["a page in a JPEG's remark, which stays in it"] =
            Taken(() => WithSegment(Jpeg(), 0xFE, Page), EvidenceType.Jpeg),
        ["a page in a PNG's remark, which stays in it"] =
            Taken(() => WithChunk(Png(), "tEXt", [.. "Comment\0"u8, .. Page]), EvidenceType.Png),
        ["a PDF with a script, which is never shown"] = Taken(
            () => Pdf(more: "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), EvidenceType.Pdf),

        // bombs
        ["a PNG of 144 megapixels"] = Refused(() => WhitePng(12_000, 12_000), EvidenceRefusals.TooManyPixels),
        ["a PNG of 99 megapixels"] = Taken(() => WhitePng(9_990, 9_990), EvidenceType.Png),
        ["a PNG of all the pixels there are"] =
        Refused(() => WhitePng(int.MaxValue, int.MaxValue, rows: 1), EvidenceRefusals.TooManyPixels),
        ["a JPEG that says 65535 × 65535"] = Refused(() => JpegHead(65_535, 65_535), EvidenceRefusals.Damaged),
        ["a WebP that says 16777216 × 16777216"] = Refused(WideWebP, EvidenceRefusals.TooManyPixels),
        ["a HEIC that says four thousand million"] = Refused(() => Heic(width: 4_000_000_000), EvidenceRefusals.TooManyPixels),
        ["a PNG with a remark that unpacks to 50 MB"] = Taken(
            () => WithChunk(Png(), "zTXt", [.. "Comment\0\0"u8, .. Zlib(new byte[50_000_000])]), EvidenceType.Png),
        ["a PNG whose pixels unpack to 200 MB"] = Taken(() => PngOfManyRows(), EvidenceType.Png),

        // cut and damaged
        ["a JPEG's head"] = Refused(() => JpegHead(800, 600), EvidenceRefusals.Damaged),
        ["a JPEG's first bytes"] = Refused(() => [0xFF, 0xD8, 0xFF], EvidenceRefusals.Damaged),
        ["a PNG's first bytes"] = Refused(() => Png()[..8], EvidenceRefusals.Damaged),
        ["a PNG without pixels"] = Refused(() => WhitePng(800, 600, rows: 0), EvidenceRefusals.Damaged),
        ["a PNG with a wrong sum"] = Refused(() => Changed(Png(), 1000), EvidenceRefusals.Damaged),
        ["a PNG without an end"] = Refused(() => Png()[..^12], EvidenceRefusals.Damaged),
        ["a WebP's first bytes"] = Refused(() => WebP()[..12], EvidenceRefusals.Damaged),
        ["a WebP that says it is longer"] = Refused(() => WebP()[..^2], EvidenceRefusals.Damaged),
        ["a HEIC without pixels"] = Refused(() => Heic()[..^131], EvidenceRefusals.Damaged),
        ["a PDF's head"] = Refused(() => Pdf()[..100], EvidenceRefusals.Damaged),
        ["a PDF whose table stands elsewhere"] = Refused(
            () => Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(Pdf()).Replace("startxref\n", "startxref\n9", StringComparison.Ordinal)),
            EvidenceRefusals.Damaged),
        ["a PDF of no version"] = Refused(() => [.. "%PDF-x.y"u8, .. Pdf()[8..]], EvidenceRefusals.Damaged),

        // times
        ["a JPEG with its time"] = Taken(
            () => Jpeg(exif: Exif("2026:06:09 08:15:30", "+02:00")), EvidenceType.Jpeg, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(2))),
        ["a JPEG with its time in Vietnam"] = Taken(
            () => Jpeg(exif: Exif("2026:06:09 08:15:30")), EvidenceType.Jpeg, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(7))),
        ["a PNG with its time"] = Taken(
            () => Png(exif: Exif("2026:06:09 08:15:30", "-05:00")), EvidenceType.Png, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(-5))),
        ["a WebP with its time"] = Taken(
            () => WebPWithExif(Exif("2026:06:09 08:15:30")), EvidenceType.WebP, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(7))),
        ["a HEIC with its time"] = Taken(
            () => Heic(Exif("2026:06:09 08:15:30")), EvidenceType.Heic, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(7))),
        ["a PDF with its time"] = Taken(
            () => Pdf("D:20260609081530+09'00'"), EvidenceType.Pdf, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(9))),
        ["a PDF with its time in Vietnam"] = Taken(
            () => Pdf("D:20260609081530"), EvidenceType.Pdf, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(7))),
        ["a PDF with its time in UTC"] = Taken(
            () => Pdf("D:20260609081530Z"), EvidenceType.Pdf, new(2026, 6, 9, 8, 15, 30, TimeSpan.Zero)),
        ["a PDF of no time"] = Taken(() => Pdf("D:20261309081530"), EvidenceType.Pdf),
        ["a PDF of a strange time"] = Taken(() => Pdf("D:yesterday, about noon"), EvidenceType.Pdf),
        ["EXIF of no time"] = Taken(() => Jpeg(exif: Exif("0000:00:00 00:00:00")), EvidenceType.Jpeg),
        ["EXIF of blanks"] = Taken(() => Jpeg(exif: Exif("    :  :     :  :  ")), EvidenceType.Jpeg),
        ["EXIF of 1970"] = Taken(() => Jpeg(exif: Exif("1970:01:01 00:00:00")), EvidenceType.Jpeg),
        ["EXIF of next year"] = Taken(() => Jpeg(exif: Exif("2027:06:09 08:15:30")), EvidenceType.Jpeg),
        ["EXIF of the year 9999"] = Taken(() => Jpeg(exif: Exif("9999:12:31 23:59:59", "-14:00")), EvidenceType.Jpeg),
        ["EXIF of the year 1"] = Taken(() => Jpeg(exif: Exif("0001:01:01 00:00:00", "+14:00")), EvidenceType.Jpeg),
        ["EXIF of a 30th of February"] = Taken(() => Jpeg(exif: Exif("2026:02:30 08:15:30")), EvidenceType.Jpeg),
        ["EXIF of an hour 25"] = Taken(() => Jpeg(exif: Exif("2026:06:09 25:15:30")), EvidenceType.Jpeg),
        ["EXIF with a wild offset"] = Taken(
            () => Jpeg(exif: Exif("2026:06:09 08:15:30", "+99:99")), EvidenceType.Jpeg, new(2026, 6, 9, 8, 15, 30, TimeSpan.FromHours(7))),
        ["EXIF that says a text"] = Taken(() => Jpeg(exif: Exif("' OR 1=1 --        ")), EvidenceType.Jpeg),
        ["EXIF that leads to itself"] = Taken(() => Jpeg(exif: ExifLeadingTo(8)), EvidenceType.Jpeg),
        ["EXIF that leads out of the file"] = Taken(() => Jpeg(exif: ExifLeadingTo(uint.MaxValue)), EvidenceType.Jpeg),
        ["EXIF that leads into its head"] = Taken(() => Jpeg(exif: ExifLeadingTo(0)), EvidenceType.Jpeg),
        ["EXIF of 65535 tags"] = Taken(() => Jpeg(exif: ExifLeadingTo(8, ushort.MaxValue)), EvidenceType.Jpeg),
        ["EXIF that ends at once"] = Taken(() => Jpeg(exif: "MM\0*"u8.ToArray()), EvidenceType.Jpeg),
        ["EXIF that is cut"] = Taken(() => Jpeg(exif: Exif("2026:06:09 08:15:30")[..50]), EvidenceType.Jpeg),
        ["a HEIC whose EXIF leads to itself"] = Taken(() => Heic(ExifLeadingTo(8)), EvidenceType.Heic),
    };

    private static HostileFile Taken(Func<byte[]> make, EvidenceType type, DateTimeOffset? time = null) =>
        new(make, type, null) { Time = time };

    private static HostileFile Refused(Func<byte[]> make, string code) => new(make, null, code);

    /// <summary>10 MiB of letters, and some more or less.</summary>
    private static byte[] Long(int more)
    {
        var text = new byte[EvidenceRules.MostBytes + more];
        text.AsSpan().Fill((byte)'a');
        return text;
    }

    private static byte[] Padded(byte[] file, int length) => [.. file, .. new byte[length - file.Length]];

    private static byte[] Changed(byte[] file, int at)
    {
        file[at] ^= 1;
        return file;
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>An archive's records in a segment, whose remark runs to the picture's end.</summary>
    private static byte[] ArchiveAround(byte[] jpeg)
    {
        var zip = Zip();
        var whole = WithSegment(jpeg, 0xFE, zip);
        var remark = whole.Length - (whole.AsSpan().LastIndexOf("PK\x05\x06"u8) + 22);
        var (at, length) = (whole.AsSpan().LastIndexOf("PK\x05\x06"u8) + 20, (ushort)remark);
        (whole[at], whole[at + 1]) = ((byte)length, (byte)(length >> 8));
        return whole;
    }

    private static byte[] WideWebP()
    {
        var plain = WebP();
        byte[] chunks =
            [.. "WEBP"u8, .. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. plain[12..]];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length), .. chunks];
    }

    /// <summary>It says 100 by 100, and brings rows without end.</summary>
    private static byte[] PngOfManyRows()
    {
        var png = WhitePng(100, 100);
        return [.. png[..33], .. Chunk("IDAT", Zlib(new byte[200_000_000])), .. Chunk("IEND", [])];
    }
}
