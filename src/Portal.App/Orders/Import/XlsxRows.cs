using System.Globalization;
using System.Xml;
using Portal.App.Platform.Files;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>
/// Reads the first sheet of a spreadsheet as texts, cell by cell; formulas count by the value that was saved with them. What a file
/// costs is bounded by <see cref="XlsxLimits"/>, whatever it unpacks to.
/// </summary>
public static class XlsxRows
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    /// <summary>From here on a number of a spreadsheet has lost digits.</summary>
    private const double Exact = 1e15;

    /// <summary>
    /// At most <paramref name="most"/> rows. Refuses what is no spreadsheet (<c>file_not_a_table</c>), one of more rows
    /// (<c>file_too_many_rows</c>), and one that would cost too much to unpack (<c>file_unpacks_too_large</c>).
    /// </summary>
    public static Outcome<IReadOnlyList<IReadOnlyList<string>>> Read(Stream file, int most)
    {
        try
        {
            using var package = XlsxPackage.Open(file);
            if (SheetOf(package) is not var (sheetName, sharedName))
                return Refusal.Rule(FileRefusals.NotATable);

            var shared = SharedTexts(package, sharedName);
            using var sheet = package.Part(sheetName);
            return sheet is null ? Refusal.Rule(FileRefusals.NotATable) : new SheetReader(sheet, shared).Rows(most);
        }
        catch (XlsxTooLargeException)
        {
            return Refusal.Rule(FileRefusals.UnpacksTooLarge);
        }
        catch (Exception failure) when (failure
            is InvalidDataException or XmlException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            return Refusal.Rule(FileRefusals.NotATable);
        }
    }

    /// <summary>The parts of the first sheet and of the texts that sheets share; null when there is no sheet.</summary>
    private static (string Sheet, string? Shared)? SheetOf(XlsxPackage package)
    {
        var roots = RelationsOf(package, "");
        if (roots.Find(relation => relation.Type.EndsWith("/officeDocument", StringComparison.Ordinal)) is not { } root)
            return null;

        var parts = RelationsOf(package, root.Target);
        var sheets = parts.Where(relation => relation.Type.EndsWith("/worksheet", StringComparison.Ordinal))
            .DistinctBy(relation => relation.Id, StringComparer.Ordinal).ToDictionary(relation => relation.Id, StringComparer.Ordinal);
        var texts = parts.Find(relation => relation.Type.EndsWith("/sharedStrings", StringComparison.Ordinal));
        using var workbook = package.Part(root.Target);
        while (workbook?.Next() == true)
        {
            if (workbook.IsAt("sheet")
                && (workbook.Attribute("id", Relationships) ?? workbook.Attribute("id", StrictRelationships)) is { } id
                && sheets.TryGetValue(id, out var sheet))
                return (sheet.Target, texts?.Target);
        }

        return null;
    }

    /// <summary>What a part refers to; the package itself is the part without a name.</summary>
    private static List<Relation> RelationsOf(XlsxPackage package, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        using var reader = package.Part($"{part[..slash]}_rels/{part[slash..]}.rels");
        var relations = new List<Relation>();
        while (reader?.Next() == true)
        {
            if (reader.IsAt("Relationship") && reader.Attribute("TargetMode") != "External"
                && reader.Attribute("Id") is { } id && reader.Attribute("Type") is { } type && reader.Attribute("Target") is { } target)
            {
                if (relations.Count == XlsxLimits.Entries)
                    throw new XlsxTooLargeException();
                relations.Add(new Relation(id, type, Resolved(part[..slash], target)));
            }
        }

        return relations;
    }

    private static string Resolved(string folder, string target)
    {
        var steps = new List<string>(target.StartsWith('/') ? [] : folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(Uri.UnescapeDataString(step));
        }

        return string.Join('/', steps);
    }

    private static List<string> SharedTexts(XlsxPackage package, string? part)
    {
        var texts = new List<string>();
        using var reader = part is null ? null : package.Part(part);
        var letters = 0L;
        while (reader?.Next() == true)
        {
            if (!reader.IsAt("si"))
                continue;
            var text = reader.Text();
            if (texts.Count == XlsxLimits.SharedTexts || (letters += text.Length) > XlsxLimits.AllText)
                throw new XlsxTooLargeException();
            texts.Add(text);
        }

        return texts;
    }

    private sealed record Relation(string Id, string Type, string Target);

    /// <summary>Goes through the cells of one sheet.</summary>
    private sealed class SheetReader(XlsxPart sheet, List<string> shared)
    {
        private int kept;
        private int ofRow;
        private long letters;

        public Outcome<IReadOnlyList<IReadOnlyList<string>>> Rows(int most)
        {
            var rows = new List<IReadOnlyList<string>>();
            List<string>? row = null;
            while (sheet.Next() && !sheet.IsAtEndOf("sheetData"))
            {
                if (sheet.IsAt("row"))
                {
                    if (rows.Count == most)
                        return Refusal.Rule(FileRefusals.TooManyRows).With("max", most.ToString(CultureInfo.InvariantCulture));
                    rows.Add(row = []);
                    ofRow = 0;
                }
                else if (row is not null && sheet.IsAt("c"))
                {
                    Take(row);
                }
            }

            return rows;
        }

        private void Take(List<string> row)
        {
            // empty cells are left out of the file; where a cell stands, its name says
            var index = sheet.Attribute("r") is { } name ? ColumnOf(name) : ofRow;
            if (++ofRow > XlsxLimits.RowCells)
                throw new XlsxTooLargeException();
            if (index is < 0 or >= XlsxLimits.Columns)
                return;

            var text = CellText();
            for (; row.Count <= index; kept++)
                row.Add("");
            row[index] = text;
            if (kept > XlsxLimits.Cells || (letters += text.Length) > XlsxLimits.AllText)
                throw new XlsxTooLargeException();
        }

        private string CellText()
        {
            var type = sheet.Attribute("t");
            var text = "";
            for (var inside = sheet.Inside(); inside.Next();)
            {
                if (sheet.IsAt("v") || sheet.IsAt("is"))
                    text = sheet.Text();
            }

            return type switch
            {
                "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count
                    ? shared[index] : "",
                null or "n" => Number(text),
                _ => text,
            };
        }

        /// <summary>
        /// As a person reads it: the fifteen digits that a spreadsheet shows, without an exponent (<c>1.5E+6</c>) and without the dust of
        /// binary fractions (<c>1199999.9999999998</c>). One that has lost digits stays as it is, and reads as shortened.
        /// </summary>
        private static string Number(string text) =>
            text.AsSpan().ContainsAny('.', 'E', 'e')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Exact
            && decimal.TryParse(
                number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var shown)
                ? shown.ToString(CultureInfo.InvariantCulture)
                : text;

        private static int ColumnOf(string name)
        {
            var column = 0;
            foreach (var letter in name.AsSpan(0, Math.Min(4, name.Length)))
            {
                if (!char.IsAsciiLetter(letter))
                    break;
                column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
            }

            return column - 1;
        }
    }
}
