using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Portal.App.Platform.Files;

namespace Portal.App.Documents.Excel;

/// <summary>
/// Takes out of a workbook what is drawn each time it is written: the name of the part with its properties, and the ids by which its parts
/// name each other. The same workbook is then the same bytes, and known by its hash.
/// </summary>
internal static partial class SameBytes
{
    private const string Properties = "docProps/core.psmdcp";

    public static byte[] Of(byte[] package)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create))
        {
            // relationships first: they say which ids there are
            foreach (var entry in source.Entries.OrderBy(entry => !IsRelationships(entry))
                .ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(Drawn().IsMatch(entry.FullName) ? Properties : entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = XlsxFile.Beginning;
                using var from = new StreamReader(entry.Open(), Encoding.UTF8);
                using var to = new StreamWriter(copy.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                to.Write(Named(from.ReadToEnd(), entry, ids));
            }
        }

        return result.ToArray();
    }

    private static string Named(string part, ZipArchiveEntry entry, Dictionary<string, string> ids)
    {
        if (IsRelationships(entry))
        {
            part = Drawn().Replace(part, Properties);
            foreach (Match id in Id().Matches(part))
                ids.TryAdd(id.Groups["id"].Value, $"rel{ids.Count + 1}");
        }
        else if (entry.FullName == "[Content_Types].xml")
        {
            return Drawn().Replace(part, Properties);
        }

        foreach (var (drawn, given) in ids)
            part = part.Replace($"\"{drawn}\"", $"\"{given}\"", StringComparison.Ordinal);
        return part;
    }

    private static bool IsRelationships(ZipArchiveEntry entry) => entry.FullName.EndsWith(".rels", StringComparison.Ordinal);

    [GeneratedRegex("package/services/metadata/core-properties/[0-9a-f]{32}\\.psmdcp")]
    private static partial Regex Drawn();

    [GeneratedRegex("Id=\"(?<id>R[0-9a-f]{16})\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
