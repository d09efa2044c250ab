using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf;
using UglyToad.PdfPig;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>What a document says stands in its PDF, whole and in order, as other programs read it.</summary>
public sealed class PdfTextTests
{
    public static TheoryData<int, bool> Sizes => new()
    {
        { 0, false }, { 1, false }, { 20, false }, { 21, false }, { 1000, false }, { 0, true }, { 21, true },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_cell_is_there_in_order(int lines, bool english)
    {
        var document = SampleDocuments.Statement(lines, english);

        var pdf = PdfRenderer.Render(document);

        using var read = PdfDocument.Open(pdf);
        AssertInOrder(document, PdfReading.Letters(read));
        AssertInOrder(document, PdfReading.Squeeze(await PdfReading.TextAsync(pdf)));
    }

    [Fact]
    public async Task Long_names_and_large_and_negative_amounts_are_whole()
    {
        foreach (var document in (Document[])
        [
            SampleDocuments.Statement(21, name: SampleDocuments.LongName, factor: 1_000_000), SampleDocuments.Wide(30),
            SampleDocuments.Statement(20, name: string.Join(' ', Enumerable.Repeat("Nguyễn", 33))),
        ])
        {
            var pdf = PdfRenderer.Render(document);

            using var read = PdfDocument.Open(pdf);
            AssertInOrder(document, PdfReading.Letters(read));
            AssertInOrder(document, PdfReading.Squeeze(await PdfReading.TextAsync(pdf)));
        }
    }

    [Fact]
    public void Groups_pictures_and_charts_say_their_words()
    {
        foreach (var document in (Document[])
            [SampleDocuments.Grouped([5, 30, 25, 1, 40]), SampleDocuments.Charted(), SampleDocuments.Pictured()])
        {
            using var read = PdfDocument.Open(PdfRenderer.Render(document));
            AssertInOrder(document, PdfReading.Letters(read));
        }
    }

    [Fact]
    public void A_cell_that_is_longer_than_a_page_goes_on_on_the_next()
    {
        var words = string.Join(' ', Enumerable.Range(1, 3000).Select(i => $"chữ{i}"));
        var document = SampleDocuments.Statement(0) with
        {
            Sections =
            [
                new DocumentSection("Lịch sử")
                {
                    Text = words,
                    Table = DocumentTable.Of(
                        [
                            new DocumentColumn("Lúc", DocumentCellKind.Instant, 10),
                            new DocumentColumn("Nội dung", DocumentCellKind.Text, 30),
                            new DocumentColumn("Số tiền (đồng)", DocumentCellKind.Dong, 12, IsSummed: true),
                        ],
                        (IReadOnlyList<IReadOnlyList<DocumentCell>>)
                        [
                            [DocumentCell.Instant(DateTimeOffset.UnixEpoch), DocumentCell.Words(words), DocumentCell.Dong(12)],
                            [DocumentCell.Instant(DateTimeOffset.UnixEpoch), DocumentCell.Words("xong"), DocumentCell.Dong(30)],
                        ],
                        SampleDocuments.Words(false)),
                },
            ],
        };

        using var read = PdfDocument.Open(PdfRenderer.Render(document));

        Assert.True(read.NumberOfPages > 4);
        var found = read.GetPages().SelectMany(page => page.GetWords()).CountBy(word => word.Text).ToDictionary(StringComparer.Ordinal);
        for (var i = 1; i <= 3000; i++)
            Assert.Equal(2, found.GetValueOrDefault($"chữ{i}"));
        PdfBoxTests.AssertInPlace(read);
    }

    [Fact]
    public void Letters_are_composed_and_those_without_a_sign_are_seen()
    {
        var document = SampleDocuments.Statement(1, name: "Ngu\u0065\u0302\u0303n\u00A0Văn\u200B A\t日本 👍 B\u0007\uD800");

        using var read = PdfDocument.Open(PdfRenderer.Render(document));

        var letters = PdfReading.Letters(read);
        Assert.Contains("NguễnVănA□□□B□", letters[letters.IndexOf("Đốitác", StringComparison.Ordinal)..][..40], StringComparison.Ordinal);
    }

    /// <summary>Each of its words follows the one before it.</summary>
    internal static void AssertInOrder(Document document, string letters)
    {
        var at = 0;
        foreach (var word in Words(document).Select(PdfReading.Squeeze).Where(word => word.Length > 0))
        {
            var found = letters.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{word}' is missing after '{letters[Math.Max(0, at - 80)..at]}'");
            at = found + word.Length;
        }
    }

    private static IEnumerable<string> Words(Document document)
    {
        List<string> words = [document.Letterhead.Name, .. document.Letterhead.Lines];
        if (document.Number is not null)
            words.Add(document.Number);
        words.AddRange([document.Title, document.Period]);
        if (document.Mark is not null)
            words.Add(document.Mark);
        foreach (var fact in document.Facts.Concat(document.Figures))
            words.AddRange([fact.Label, fact.Value.Text, fact.Note ?? ""]);
        foreach (var section in document.Sections)
        {
            words.Add(section.Title);
            words.AddRange(section.Text?.Split('\n') ?? []);
            words.AddRange(section.Chart?.Series.Select(series => series.Name) ?? []);
            words.AddRange(section.Table?.Columns.Select(column => column.Head) ?? []);
            if (section.Table is { Rows.Count: 0 })
                words.Add(section.Table.Empty);
            words.AddRange(section.Table?.Rows.SelectMany(row => row.Cells).Select(cell => cell.Text) ?? []);
            words.AddRange(section.Pictures.SelectMany(picture => picture.Lines));
        }

        words.AddRange(document.Notes);
        words.Add(document.LegalGround ?? "");
        words.AddRange(document.Signatures.SelectMany(one => new[] { one.Title, one.Note ?? "", one.Name ?? "" }));
        if (document.Check is { } check)
            words.AddRange([check.Address, check.ContentHash, check.LedgerHead]);
        return words;
    }
}
