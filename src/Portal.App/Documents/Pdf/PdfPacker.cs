using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Portal.App.Documents.Pdf;

/// <summary>
/// Writes a file of PDFsharp anew and smaller. PDFsharp writes each cell's tag as an object of its own in plain text, which is most of a
/// tagged file, and compresses without the checksum that readers expect; here they are put together and compressed as PDF 1.5 has it.
/// </summary>
internal static class PdfPacker
{
    private const int MostInOne = 500;
    private const int IdLength = 16;

    /// <param name="file">As PDFsharp writes it without compression.</param>
    /// <param name="metadata">What stands in place of its metadata.</param>
    public static byte[] Pack(ReadOnlySpan<byte> file, byte[] metadata)
    {
        var starts = Starts(file, out var table);
        var trailer = file[table..];
        var count = starts.Length;
        var places = new (byte Kind, int Place, ushort Index)[count];
        places[0] = (0, 0, ushort.MaxValue);
        using var output = new MemoryStream(file.Length / 3);
        Put(output, "%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        List<(int Number, int Start, int Length)> plain = [];
        int[] order = [.. Enumerable.Range(1, count - 1).OrderBy(number => starts[number])];
        for (var i = 0; i < order.Length; i++)
        {
            var start = starts[order[i]];
            var whole = file[start..(i + 1 < order.Length ? starts[order[i + 1]] : table)];
            var from = whole.IndexOf("obj\n"u8) + 4;
            var body = whole[from..whole.LastIndexOf("endobj"u8)];
            if (!body.TrimEnd((byte)'\n').EndsWith("endstream"u8))
            {
                plain.Add((order[i], start + from, body.TrimEnd((byte)'\n').Length));
                continue;
            }

            places[order[i]] = (1, (int)output.Length, 0);
            PutStream(output, order[i], body, metadata);
        }

        var next = count;
        List<(byte Kind, int Place, ushort Index)> packs = [];
        foreach (var some in plain.Chunk(MostInOne))
        {
            for (var i = 0; i < some.Length; i++)
                places[some[i].Number] = (2, next, (ushort)i);
            packs.Add((1, (int)output.Length, 0));
            PutPack(output, next++, file, some);
        }

        PutTable(output, next, [.. places, .. packs], Reference(trailer, "/Root "u8), Reference(trailer, "/Info "u8));
        return output.ToArray();
    }

    /// <summary>Where each object begins, by its number.</summary>
    private static int[] Starts(ReadOnlySpan<byte> file, out int table)
    {
        var place = file[(file.LastIndexOf("startxref\n"u8) + 10)..];
        Utf8Parser.TryParse(place, out table, out _);
        var head = file[table..];
        if (!head.StartsWith("xref\n0 "u8) || !Utf8Parser.TryParse(head[7..], out int count, out var digits))
            throw new InvalidOperationException("The file's table of objects is not as expected.");
        var starts = new int[count];
        for (var i = 1; i < count; i++)
            Utf8Parser.TryParse(head[(8 + digits + 20 * i)..], out starts[i], out _);
        return starts;
    }

    private static void PutStream(MemoryStream output, int number, ReadOnlySpan<byte> body, byte[] metadata)
    {
        var split = body.IndexOf("\nstream\n"u8);
        var head = Encoding.Latin1.GetString(body[..split]);
        var content = body[(split + 8)..];
        var at = head.IndexOf("/Length ", StringComparison.Ordinal) + 8;
        Utf8Parser.TryParse(body[at..], out int length, out var digits);
        content = content[..length];
        if (head.Contains("/Type/Metadata", StringComparison.Ordinal))
            content = metadata;
        else if (!head.Contains("/Filter", StringComparison.Ordinal))
            content = Compressed(content);
        Put(output, $"{number} 0 obj\n{head[..at]}{content.Length}");
        if (!head.Contains("/Filter", StringComparison.Ordinal) && !head.Contains("/Type/Metadata", StringComparison.Ordinal))
            Put(output, "/Filter/FlateDecode");
        Put(output, head[(at + digits)..] + "\nstream\n");
        output.Write(content);
        Put(output, "\nendstream\nendobj\n");
    }

    private static void PutPack(
        MemoryStream output, int number, ReadOnlySpan<byte> file, (int Number, int Start, int Length)[] objects)
    {
        var head = new StringBuilder();
        using var bodies = new MemoryStream();
        foreach (var (inner, start, length) in objects)
        {
            head.Append(CultureInfo.InvariantCulture, $"{inner} {bodies.Length} ");
            bodies.Write(file.Slice(start, length));
            bodies.WriteByte((byte)'\n');
        }

        var content = Compressed([.. Encoding.ASCII.GetBytes(head.ToString()), .. bodies.GetBuffer().AsSpan(0, (int)bodies.Length)]);
        Put(output, $"{number} 0 obj\n<</Type/ObjStm/N {objects.Length}/First {head.Length}/Length {content.Length}/Filter/FlateDecode>>");
        Put(output, "\nstream\n");
        output.Write(content);
        Put(output, "\nendstream\nendobj\n");
    }

    private static void PutTable(
        MemoryStream output, int number, (byte Kind, int Place, ushort Index)[] places, string root, string info)
    {
        var id = Convert.ToHexString(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)).AsSpan(0, IdLength));
        var start = (int)output.Length;
        var table = new byte[7 * (places.Length + 1)];
        (byte Kind, int Place, ushort Index)[] all = [.. places, (1, start, 0)];
        for (var i = 0; i < all.Length; i++)
        {
            table[7 * i] = all[i].Kind;
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(7 * i + 1), all[i].Place);
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(7 * i + 5), all[i].Index);
        }

        var content = Compressed(table);
        Put(output, $"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 4 2]/Root {root}/Info {info}/ID[<{id}><{id}>]"
            + $"/Length {content.Length}/Filter/FlateDecode>>\nstream\n");
        output.Write(content);
        Put(output, $"\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    }

    private static string Reference(ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> key)
    {
        var value = trailer[(trailer.IndexOf(key) + key.Length)..];
        return Encoding.ASCII.GetString(value[..(value.IndexOf((byte)'R') + 1)]);
    }

    private static byte[] Compressed(ReadOnlySpan<byte> content)
    {
        using var result = new MemoryStream();
        using (var zip = new ZLibStream(result, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(content);
        return result.ToArray();
    }

    private static void Put(MemoryStream output, string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
