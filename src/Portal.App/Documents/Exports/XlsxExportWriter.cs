using System.Globalization;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Portal.App.Documents.Exports;

/// <summary>
/// A workbook as spreadsheets like it: days and instants are dates in Vietnam's time, amounts are numbers, texts are texts whatever they
/// begin with, and numbers that a spreadsheet would round are texts too. The head stays in sight and has a filter. What does not fit on a
/// sheet goes on the next.
/// </summary>
internal sealed class XlsxExportWriter : ExportWriter
{
    /// <summary>As many rows as a sheet can have, its head included.</summary>
    public const int MostRows = 1_048_576;

    private const int MostLetters = 32_767;
    private const int LongestSheetName = 31;

    /// <summary>A spreadsheet keeps fifteen digits.</summary>
    private const long LargestExact = 999_999_999_999_999;

    private static readonly long FirstDate = LocalCalendar.StartOf(new DateOnly(1900, 3, 1)).UtcTicks;

    private readonly Spreadsheet book;
    private readonly string title;
    private readonly IReadOnlyList<ExportHead> columns;
    private readonly int mostRows;
    private readonly StyledCell[] cells;
    private readonly StyleId head;
    private readonly StyleId?[] styles;
    private long left;
    private int sheets;
    private int rowsOfSheet;

    private XlsxExportWriter(Spreadsheet book, string title, IReadOnlyList<ExportHead> columns, long rows, int mostRows)
    {
        (this.book, this.columns, this.mostRows, left) = (book, columns, mostRows, rows);
        this.title = SheetName(title);
        cells = new StyledCell[columns.Count];
        head = book.AddStyle(new Style { Font = { Bold = true } });
        var number = Style("#,##0");
        var instant = Style("dd/mm/yyyy hh:mm");
        var day = Style("dd/mm/yyyy");
        styles =
        [
            .. columns.Select(column => column.Kind switch
            {
                ExportKind.Number or ExportKind.Dong => number,
                ExportKind.Instant => instant,
                ExportKind.Day => day,
                _ => null,
            }),
        ];

        StyleId? Style(string format) => book.AddStyle(new Style { Format = NumberFormat.Custom(format) });
    }

    /// <param name="mostRows">Of a sheet, its head included.</param>
    public static async Task<XlsxExportWriter> BeginAsync(
        Stream stream, string title, IReadOnlyList<ExportHead> columns, long rows, int mostRows, CancellationToken cancellationToken)
    {
        // the fastest compression: a third less time for a few percent of size
        var options = new SpreadCheetahOptions { CompressionLevel = SpreadCheetahCompressionLevel.Fastest };
        var begun = await Spreadsheet.CreateNewAsync(stream, options, cancellationToken);
        var writer = new XlsxExportWriter(begun, title, columns, rows, mostRows);
        await writer.NextSheetAsync(cancellationToken);
        return writer;
    }

    public override async ValueTask WriteAsync(ExportValue[] row, CancellationToken cancellationToken)
    {
        if (rowsOfSheet == mostRows)
            await NextSheetAsync(cancellationToken);
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Cell(row[i], columns[i].Kind, styles[i]);
        await book.AddRowAsync(cells, cancellationToken);
        rowsOfSheet++;
        left--;
    }

    public override async Task FinishAsync(CancellationToken cancellationToken) => await book.FinishAsync(cancellationToken);

    public override ValueTask DisposeAsync() => book.DisposeAsync();

    private static StyledCell Cell(ExportValue value, ExportKind kind, StyleId? style)
    {
        if (value.Number is not { } number)
            return new StyledCell(new DataCell(value.Text is { } text ? Clean(text) : null), null);

        return kind switch
        {
            ExportKind.Instant when number >= FirstDate =>
                new StyledCell(new DataCell(new DateTime(number + LocalCalendar.Offset.Ticks, DateTimeKind.Unspecified)), style),
            ExportKind.Instant => new StyledCell(TextTemplate.Instant(new DateTimeOffset(number, TimeSpan.Zero)), null),
            ExportKind.Day when number >= DateOnly.FromDateTime(new DateTime(FirstDate, DateTimeKind.Unspecified)).DayNumber =>
                new StyledCell(new DataCell(DateOnly.FromDayNumber((int)number).ToDateTime(TimeOnly.MinValue)), style),
            ExportKind.Day => new StyledCell(TextTemplate.Day(DateOnly.FromDayNumber((int)number)), null),
            _ when number is > LargestExact or < -LargestExact =>
                new StyledCell(number.ToString(CultureInfo.InvariantCulture), null),
            _ => new StyledCell(number, style),
        };
    }

    /// <summary>What XML cannot hold is shown as what it is not, and a cell has an end.</summary>
    private static string Clean(string text)
    {
        if (text.Length > MostLetters)
            text = text[..(char.IsHighSurrogate(text[MostLetters - 1]) ? MostLetters - 1 : MostLetters)];
        var span = text.AsSpan();
        var wrong = false;
        for (var i = 0; i < span.Length && !wrong; i++)
            wrong = IsWrong(span, i);
        if (!wrong)
            return text;

        return string.Create(text.Length, text, (made, source) =>
        {
            for (var i = 0; i < made.Length; i++)
                made[i] = IsWrong(source, i) ? '\uFFFD' : source[i];
        });
    }

    private static bool IsWrong(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '\t' or '\n' or '\r' => false,
        < ' ' or '\uFFFE' or '\uFFFF' => true,
        var letter when char.IsHighSurrogate(letter) => at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]),
        var letter when char.IsLowSurrogate(letter) => at == 0 || !char.IsHighSurrogate(text[at - 1]),
        _ => false,
    };

    private async Task NextSheetAsync(CancellationToken cancellationToken)
    {
        var rows = Math.Min(Math.Max(left, 0) + 1, mostRows);
        var options = new WorksheetOptions
        {
            FrozenRows = 1,
            AutoFilter = new AutoFilterOptions(string.Create(CultureInfo.InvariantCulture, $"A1:{Letters(columns.Count)}{rows}")),
        };
        for (var i = 0; i < columns.Count; i++)
            options.Column(i + 1).Width = Width(columns[i]);
        var name = ++sheets == 1 ? title : $"{Cut(title, LongestSheetName - 8)} ({sheets})";
        await book.StartWorksheetAsync(name, options, cancellationToken);
        await book.AddHeaderRowAsync(columns.Select(column => column.Title).ToArray(), head, cancellationToken);
        rowsOfSheet = 1;
    }

    private static int Width(ExportHead column) => Math.Max(
        column.Title.Length + 4,
        column.Kind switch { ExportKind.Text => 22, ExportKind.Instant => 17, ExportKind.Day => 12, _ => 14 });

    /// <summary>A sheet's name has none of these letters, and at most 31.</summary>
    private static string SheetName(string title) =>
        Cut(string.Concat(title.Select(letter => letter is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' ? ' ' : letter)).Trim(),
            LongestSheetName);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }
}
