using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Shared;

/// <summary>Spreadsheets that are small as files and cost a naive reader gigabytes.</summary>
public static class XlsxBombs
{
    private const string SheetStart = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    private const string SharedStart = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
    private const string SheetEnd = "</sheetData></worksheet>";

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["two million cells in a row"] = Workbook(SheetStart + "<row>", "<c><v>1</v></c>", 2_000_000, "</row>" + SheetEnd),
        ["a cell of thirty million letters"] =
        Workbook(SheetStart + "<row><c t=\"inlineStr\"><is><t>", "aaaaaaaaaa", 3_000_000, "</t></is></c></row>" + SheetEnd),
        ["a shared text of thirty million letters"] = Workbook(
            SheetStart + "<row><c t=\"s\"><v>0</v></c></row>", "", 0, SheetEnd,
            shared: (SharedStart + "<si><t>", "aaaaaaaaaa", 3_000_000, "</t></si></sst>")),
        ["a million shared texts"] = Workbook(
            SheetStart + "<row><c t=\"s\"><v>0</v></c></row>", "", 0, SheetEnd,
            shared: (SharedStart, "<si><t/></si>", 1_000_000, "</sst>")),
        ["rows whose only cell stands far to the right"] = Workbook(SheetStart, "<row><c r=\"GR1\"><v>1</v></c></row>", 20_000, SheetEnd),
        ["an attribute of three million letters"] =
        Workbook(SheetStart + "<row><c r=\"", ">AAAAAAAAA", 300_000, "\"><v>1</v></c></row>" + SheetEnd),
        ["elements within elements"] = Workbook(SheetStart, "<row>", 500_000, ""),
        ["a hundred thousand names"] = Workbook(
            SheetStart + "<row>" + string.Concat(Enumerable.Range(0, 100_000)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"<n{i}/>"))), "", 0, "</row>" + SheetEnd),
        ["five thousand parts"] = Zip([.. Enumerable.Range(0, 5_000)
            .Select(i => (string.Create(CultureInfo.InvariantCulture, $"p{i}"), (Action<Stream>)(_ => { })))]),
        ["sizes that overflow when they are added"] = LyingSizes(),
    };

    /// <summary>A workbook of one sheet, which is the parts in order, the middle one repeated.</summary>
    public static byte[] Workbook(
        string start, string repeated, int times, string end, (string Start, string Repeated, int Times, string End)? shared = null)
    {
        const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        List<(string, Action<Stream>)> parts =
        [
            ("_rels/.rels", Text(
                $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Types}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
            ("xl/workbook.xml", Text(
                $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Types}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels", Text(
                $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"s\" Type=\"{Types}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + (shared is null ? "" : $"<Relationship Id=\"t\" Type=\"{Types}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>")
                    + "</Relationships>")),
            ("xl/worksheets/sheet1.xml", Repeated(start, repeated, times, end)),
            // what libraries look for first
            ("[Content_Types].xml", Text("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>")),
        ];
        if (shared is var (first, middle, count, last))
            parts.Add(("xl/sharedStrings.xml", Repeated(first, middle, count, last)));
        return Zip(parts);
    }

    private static byte[] Zip(IReadOnlyList<(string Name, Action<Stream> Write)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                write(part);
            }
        }

        return file.ToArray();
    }

    private static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private static Action<Stream> Repeated(string start, string repeated, int times, string end) => stream =>
    {
        stream.Write(Encoding.UTF8.GetBytes(start));
        const int AtOnce = 1_000;
        var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, AtOnce)));
        for (var i = 0; i < times / AtOnce; i++)
            stream.Write(many);
        stream.Write(Encoding.UTF8.GetBytes(end));
    };

    /// <summary>Two empty parts, each of which says that it unpacks to the largest size there is.</summary>
    private static byte[] LyingSizes()
    {
        using var file = new MemoryStream();
        string[] names = ["_rels/.rels", "xl/workbook.xml"];
        var central = new MemoryStream();
        foreach (var name in names)
        {
            var at = (int)file.Length;
            var local = new byte[30];
            BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034B50);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(4), 45);
            BinaryPrimitives.WriteUInt16LittleEndian(local.AsSpan(26), (ushort)name.Length);
            file.Write(local);
            file.Write(Encoding.ASCII.GetBytes(name));

            var header = new byte[46];
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014B50);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), 45);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), 45);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), uint.MaxValue);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), 12);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)at);
            central.Write(header);
            central.Write(Encoding.ASCII.GetBytes(name));
            var extra = new byte[12];
            BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), 8);
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4), long.MaxValue);
            central.Write(extra);
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)names.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)names.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)central.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)file.Length);
        file.Write(central.ToArray());
        file.Write(end);
        return file.ToArray();
    }
}
