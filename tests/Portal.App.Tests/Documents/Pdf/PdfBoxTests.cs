using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>Where things stand on the pages, measured from the boxes of their letters.</summary>
public sealed class PdfBoxTests
{
    private const double Margin = 45;

    /// <summary>The content ends above the rule at the foot, and begins below the one at the head.</summary>
    private const double Foot = 42, Content = 56;

    public static TheoryData<string> Samples => [.. All.Keys];

    private static Dictionary<string, Func<Document>> All { get; } = new(StringComparer.Ordinal)
    {
        ["none"] = () => SampleDocuments.Statement(0),
        ["one"] = () => SampleDocuments.Statement(1, mark: "TẠM TÍNH"),
        ["twenty"] = () => SampleDocuments.Statement(20, english: true, mark: "PROVISIONAL"),
        ["twenty-one, long name, 13 digits"] = () => SampleDocuments.Statement(21, name: SampleDocuments.LongName, factor: 20_000_000),
        ["a thousand"] = () => SampleDocuments.Statement(1000, mark: "TẠM TÍNH"),
        ["groups"] = () => SampleDocuments.Grouped([5, 30, 25, 1, 40]),
        ["chart"] = () => SampleDocuments.Charted(),
        ["pictures"] = () => SampleDocuments.Pictured(),
        ["wide"] = () => SampleDocuments.Wide(60),
        ["many figures"] = () => SampleDocuments.Statement(3) with
        {
            Figures =
            [
                .. Enumerable.Range(1, 7).Select(i => new DocumentFact(
                    "Chỉ tiêu rất dài cần xuống dòng số " + i, DocumentCell.Money(-9_999_999_999_999))),
            ],
        },
        ["many signatures"] = () => SampleDocuments.Statement(3) with
        {
            Signatures = [.. Enumerable.Range(1, 6).Select(i => new DocumentSignature("Người ký " + i, SampleDocuments.LongName[..60]))],
        },
        ["chart of long names"] = () => SampleDocuments.Charted() with
        {
            Sections =
            [
                new DocumentSection("Biểu đồ")
                {
                    Chart = new DocumentChart(
                        "Ba chương trình", ["Chương trình " + SampleDocuments.LongName, "Hai", "Ba"],
                        [
                            .. Enumerable.Range(1, 7).Select(i => new DocumentSeries(
                                $"Loạt số {i} có tên dài đến mức phải xuống dòng", [9_999_999_999_999, -i, 0])),
                        ]),
                },
            ],
        },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Nothing_leaves_the_page_and_nothing_overlaps(string sample)
    {
        using var read = PdfDocument.Open(PdfRenderer.Render(All[sample]()));

        AssertInPlace(read);
    }

    [Fact]
    public void A_heading_is_never_the_last_on_its_page_and_a_sum_never_the_first()
    {
        // Every length moves the end of the page by a line, so that each break is tried.
        for (var i = 0; i < 90; i++)
        {
            var lines = i / 2;
            var document = i % 2 == 0 ? SampleDocuments.Statement(lines) : SampleDocuments.Grouped([3, lines, 2, 1, 4]);
            using var read = PdfDocument.Open(PdfRenderer.Render(document));
            foreach (var page in read.GetPages())
            {
                var rows = Rows(page).ToList();
                // The last row is the foot's.
                var last = rows[^2];
                Assert.False(
                    Begins(last, "Chươngtrình", "Đơnhàng", "Đơntheochươngtrình", "Đangchờchốt", "Ghichú", "Căncứpháplý"),
                    $"'{last}' stands alone at the foot of page {page.Number} with {lines} lines.");
                var body = rows.Skip(page.Number == 1 ? 0 : 1).SkipWhile(row => Begins(row, "Đơnhàng", "Trangtrước"));
                Assert.False(
                    Begins(body.First(), "Cộng", "Tổngcộng"),
                    $"'{body.First()}' is parted from its lines on page {page.Number} with {lines} lines.");
            }
        }

        static bool Begins(string row, params string[] words) => words.Any(word => row.StartsWith(word, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_carried_over_is_what_the_rows_carry()
    {
        foreach (var document in (Document[])
            [SampleDocuments.Statement(1000), SampleDocuments.Grouped([5, 30, 25, 1, 40, 80]), SampleDocuments.Wide(60)])
        {
            using var read = PdfDocument.Open(PdfRenderer.Render(document));
            var rows = document.Sections[0].Table!.Rows;
            var carried = 0;
            var pages = read.GetPages().Select(page => Rows(page).ToList()).ToList();
            for (var i = 0; i + 1 < pages.Count; i++)
            {
                if (pages[i].SingleOrDefault(row => row.StartsWith("Mangsangtrangsau", StringComparison.Ordinal)) is not { } over)
                    continue;
                carried++;
                var from = pages[i + 1].Single(row => row.StartsWith("Trangtrướcchuyểnsang", StringComparison.Ordinal));
                Assert.Equal(over["Mangsangtrangsau".Length..], from["Trangtrướcchuyểnsang".Length..]);
                // It carries the lines of this page and those before, and none of the next.
                var carrying = rows.ToList().FindIndex(row =>
                    row.Carried is { } cells && PdfReading.Squeeze(string.Concat(cells.Select(cell => cell.Text))) == over);
                Assert.True(carrying >= 0);
                Assert.Contains(CodeOf(rows.Take(carrying + 1).Last(IsLine)), string.Concat(pages[i]), StringComparison.Ordinal);
                Assert.Contains(CodeOf(rows.Skip(carrying + 1).First(IsLine)), string.Concat(pages[i + 1]), StringComparison.Ordinal);
            }

            Assert.True(carried > 1);
        }

        static bool IsLine(DocumentRow row) => row.Kind == DocumentRowKind.Line;

        static string CodeOf(DocumentRow line) => line.Cells.First(cell => cell.Kind == DocumentCellKind.Code).Text;
    }

    [Fact]
    public void Every_page_says_which_of_how_many_it_is_and_the_mark()
    {
        using var read = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Statement(90, mark: "TẠM TÍNH")));

        Assert.True(read.NumberOfPages > 2);
        foreach (var page in read.GetPages())
        {
            var letters = PdfReading.Letters(page);
            const string name = "SốBK-2026-10-7F3KQ2XW·CôngtyCổphầnGiớithiệuViệt";
            Assert.EndsWith($"Trang{page.Number}/{read.NumberOfPages}{name}", letters, StringComparison.Ordinal);
            Assert.Equal(2, letters.Split("TẠMTÍNH").Length);
        }
    }

    [Fact]
    public void A_table_with_many_columns_lies()
    {
        using var upright = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Statement(1)));
        using var lying = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Wide(1)));

        Assert.True(upright.GetPage(1).Width < upright.GetPage(1).Height);
        Assert.True(lying.GetPage(1).Width > lying.GetPage(1).Height);
    }

    [Fact]
    public void Figures_of_a_column_end_at_one_line_and_their_digits_are_of_one_width()
    {
        using var read = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Statement(20)));
        var amounts = read.GetPage(1).GetWords()
            .Where(word => word.Text.Length > 5 && word.BoundingBox.Right > 530)
            .Where(word => word.Text.All(letter => char.IsDigit(letter) || letter is '.' or '−')).ToList();

        Assert.True(amounts.Count >= 15);
        Assert.True(amounts.Max(word => word.Letters[^1].EndBaseLine.X) - amounts.Min(word => word.Letters[^1].EndBaseLine.X) < 0.1);
        var digits = amounts.SelectMany(word => word.Letters)
            .Where(letter => char.IsDigit(letter.Value[0])).Select(letter => letter.Width).ToList();
        Assert.True(digits.Max() - digits.Min() < 0.01);
    }

    /// <summary>Every letter stands between the margins, and no two lie over each other.</summary>
    internal static void AssertInPlace(PdfDocument read)
    {
        foreach (var page in read.GetPages())
        {
            var letters = page.Letters.Where(letter => letter.Value.Trim().Length > 0).ToList();
            letters.ForEach(letter => Assert.True(
                letter.StartBaseLine.X >= Margin - 0.5 && letter.EndBaseLine.X <= page.Width - Margin + 0.5
                && letter.BoundingBox.Bottom >= 20 && letter.BoundingBox.Top <= page.Height - 20
                && letter.StartBaseLine.Y is < Foot or > Content
                && page.Height - letter.StartBaseLine.Y is < Foot or > Content,
                $"'{letter.Value}' stands outside of page {page.Number} at {letter.BoundingBox}."));
            var boxes = letters.Select(letter => new PdfRectangle(
                letter.StartBaseLine.X + 0.1, letter.StartBaseLine.Y,
                letter.EndBaseLine.X - 0.1, letter.StartBaseLine.Y + letter.PointSize * 0.7)).ToList();
            var order = Enumerable.Range(0, boxes.Count).OrderBy(i => boxes[i].Left).ToList();
            for (var i = 0; i < order.Count; i++)
            {
                for (var j = i + 1; j < order.Count && boxes[order[j]].Left < boxes[order[i]].Right; j++)
                {
                    var (one, other) = (boxes[order[i]], boxes[order[j]]);
                    Assert.False(
                        one.Bottom < other.Top - 0.1 && other.Bottom < one.Top - 0.1,
                        $"'{letters[order[i]].Value}' lies over '{letters[order[j]].Value}' on page {page.Number} at {one}.");
                }
            }
        }
    }

    /// <summary>The letters of each line of the page, from its head to its foot, without spaces.</summary>
    private static IEnumerable<string> Rows(Page page) => page.Letters
        .GroupBy(letter => Math.Round(letter.StartBaseLine.Y, 1)).OrderByDescending(row => row.Key)
        .Select(row => PdfReading.Squeeze(string.Concat(row.OrderBy(letter => letter.StartBaseLine.X).Select(letter => letter.Value))))
        .Where(row => row.Length > 0);
}
