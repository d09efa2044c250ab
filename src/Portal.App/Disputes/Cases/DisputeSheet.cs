using System.Globalization;
using CsvHelper;
using Portal.App.Orders.Import;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.App.Disputes.Cases;

/// <summary>A row of a list of disputes.</summary>
/// <param name="Row">As a spreadsheet counts: the heading is row 1.</param>
/// <param name="Shop">The shop's code; null where the row names none.</param>
/// <param name="Draft">What it says; null where it cannot be read.</param>
/// <param name="Errors">By the columns' names of the API.</param>
internal sealed record DisputeRow(int Row, string? Shop, DisputeDraft? Draft, IReadOnlyList<FieldError> Errors);

/// <summary>Reads a CSV file of disputes, with headings and words in Vietnamese or English.</summary>
internal static class DisputeSheet
{
    public const int MostRows = 500;
    public const int MostBytes = 1024 * 1024;

    private static readonly Dictionary<string, string[]> Headings = new(StringComparer.Ordinal)
    {
        ["kind"] = ["kind", "loai", "loai khieu nai"],
        ["orderExternalId"] = ["order", "order id", "orderexternalid", "ma don", "ma don hang", "don hang"],
        ["shop"] = ["shop", "shop code", "ma tiem", "ma cua hang", "cua hang"],
        ["claim"] = ["claim", "noi dung", "noi dung khieu nai", "ly do"],
        ["wanted.base"] = ["base", "gia tri dung", "so tien dung"],
        ["wanted.status"] = ["status", "trang thai dung", "trang thai"],
        ["wanted.introducedBy"] = ["introduced by", "introducedby", "nguon dung", "nguon khach"],
        ["wanted.from"] = ["from", "tu don"],
    };

    public static async Task<Outcome<IReadOnlyList<DisputeRow>>> ReadAsync(byte[] file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
            return Refusal.Rule(FileRefusals.Empty);
        if (file.Length > MostBytes)
            return new Refusal(RefusalKind.TooLarge, FileRefusals.TooLarge).With("max", Invariant(MostBytes / 1024 / 1024));

        var layout = await ReportLayout.OfAsync(new MemoryStream(file), headings => ColumnsOf(headings).Count, cancellationToken);
        if (layout.Refusal is { } refusal)
            return refusal;

        var columns = ColumnsOf(layout.Value.Headings);
        if (!columns.ContainsKey("kind") || !columns.ContainsKey("claim"))
            return Refusal.Rule(FileRefusals.NotATable);

        using var text = ImportFiles.Reader(new MemoryStream(file));
        var rows = new List<DisputeRow>();
        try
        {
            await foreach (var row in layout.Value.RowsAsync(text, cancellationToken))
            {
                if (row.Blank)
                    continue;
                if (rows.Count >= MostRows)
                    return Refusal.Rule(FileRefusals.TooManyRows).With("max", Invariant(MostRows));

                rows.Add(Read(row, columns));
            }
        }
        catch (CsvFormatException)
        {
            // a quote that swallows the rest of the file
            return Refusal.Rule(FileRefusals.NotATable);
        }

        return rows.Count == 0 ? Refusal.Rule(FileRefusals.Empty) : rows;
    }

    private static DisputeRow Read(ReportRow row, Dictionary<string, int> columns)
    {
        if (row.Broken is { } broken)
            return new DisputeRow(row.Number, null, null, [broken]);
        if (row.TooManyCells is { } tooMany)
            return new DisputeRow(row.Number, null, null, [tooMany]);

        string? Cell(string column) => columns.TryGetValue(column, out var at) && row.Cell(at) is { Length: > 0 } said ? said : null;
        var errors = new List<FieldError>();
        T? Choice<T>(string column, Func<string, T?> code)
            where T : struct, Enum
        {
            if (Cell(column) is not { } word)
                return null;
            if (code(word) is { } value)
                return value;

            var folded = SearchText.Fold(word);
            foreach (var known in Enum.GetValues<T>())
            {
                if (SearchText.Fold(TextCatalog.Word(known, TextCatalog.Vietnamese)) == folded
                    || SearchText.Fold(TextCatalog.Word(known, TextCatalog.English)) == folded)
                    return known;
            }

            errors.Add(new FieldError(column, FieldCodes.NotAllowed)
                .With("allowed", string.Join(", ", Enum.GetValues<T>().Select(one => TextCatalog.Word(one)))));
            return null;
        }

        if (Cell("kind") is null)
            errors.Add(new FieldError("kind", FieldCodes.Required));
        var kind = Choice<DisputeKind>("kind", DisputeKinds.Of);
        var status = Choice<OrderStatus>("wanted.status", DisputeCodes.Parse<OrderStatus>);
        var introducedBy = Choice<Introducer>("wanted.introducedBy", DisputeCodes.Parse<Introducer>);
        long? amount = null;
        if (Cell("wanted.base") is { } written && (amount = DongText.Read(written)?.Amount) is null)
            errors.Add(new FieldError("wanted.base", FieldCodes.WrongType).With("expected", "number"));

        return new DisputeRow(
            row.Number, Cell("shop"),
            kind is { } read
                ? new DisputeDraft(
                    read, Cell("orderExternalId"), Claim: Cell("claim"),
                    Wanted: new DisputeWanted(null, introducedBy, amount, status, Cell("wanted.from")))
                : null,
            errors);
    }

    private static Dictionary<string, int> ColumnsOf(IReadOnlyList<string> headings)
    {
        var folded = headings.Select(cell => SearchText.Fold(cell)).ToList();
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (column, names) in Headings)
        {
            if (names.Select(name => folded.IndexOf(name)).FirstOrDefault(at => at >= 0, -1) is >= 0 and var index)
                columns[column] = index;
        }

        return columns;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
