using System.Text;
using System.Text.RegularExpressions;
using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>What other programs say of the file: its tags, its fonts, its soundness; and that it is the same every time.</summary>
public sealed class PdfFileTests
{
    private static Document[] Samples =>
    [
        SampleDocuments.Statement(0), SampleDocuments.Statement(40, english: true, mark: "PROVISIONAL"), SampleDocuments.Charted(),
        SampleDocuments.Pictured(), SampleDocuments.Wide(30),
    ];

    [Fact]
    public async Task The_file_is_sound_tagged_and_brings_its_fonts()
    {
        foreach (var document in Samples)
        {
            var pdf = PdfRenderer.Render(document);

            var (code, said) = await PdfReading.RunAsync(pdf, "qpdf", path => ["--check", path]);
            Assert.True(code == 0 && !said.Contains("WARNING", StringComparison.Ordinal), said);
            var information = (await PdfReading.RunAsync(pdf, "pdfinfo", path => [path])).Output;
            Assert.Matches(@"Tagged: +yes", information);
            Assert.Contains($"{document.Title} · {document.Period}", information, StringComparison.Ordinal);
            var fonts = (await PdfReading.RunAsync(pdf, "pdffonts", path => [path])).Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
            Assert.Equal(2, fonts.Length);
            Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+Inter.*Identity-H +yes yes yes", font));
        }
    }

    [Fact]
    public async Task Those_who_listen_hear_it_in_order_with_what_each_thing_is()
    {
        var document = SampleDocuments.Charted(english: true) with
        {
            Notes = ["One note."],
            Mark = "PROVISIONAL",
            Check = new DocumentCheck("https://portal.example.vn/check/1", new string('a', 64), new string('b', 64)),
        };
        var pdf = PdfRenderer.Render(document);

        var tags = (await PdfReading.RunAsync(pdf, "pdfinfo", path => ["-struct-text", path])).Output;

        Assert.Matches(new Regex(
            @"^Document.*\n +H1 .*\n.*Statement of rewards.*PROVISIONAL.*\n +Sect\n +H2 .*\n.*Thưởng, thuế và chi trả.*Figure.*Table.*TR"
            + @".*TH.*Scope /Column.*TD.*01/2026.*342\.040\.000.*Total.*H2 .*\n.*Notes.*One note\..*Figure.*Link"
            + @".*https://portal\.example\.vn/check/1", RegexOptions.Singleline), tags);
        Assert.Single(Regex.Matches(tags, "PROVISIONAL"));
        Assert.Single(Regex.Matches(tags, "Table"));
        Assert.DoesNotContain("Page 1", tags, StringComparison.Ordinal);

        using var read = PdfDocument.Open(pdf);
        var catalog = read.Structure.Catalog.CatalogDictionary;
        Assert.Equal("en", Assert.IsType<StringToken>(catalog.Data["Lang"]).Data);
        Assert.True(read.TryGetBookmarks(out var bookmarks));
        Assert.Equal(["Thưởng, thuế và chi trả", "Notes"], bookmarks.Roots.Select(node => node.Title));
    }

    [Fact]
    public async Task A_table_is_one_table_on_all_its_pages_and_repeats_are_not_read_again()
    {
        var document = SampleDocuments.Grouped([60, 60]);

        var tags = (await PdfReading.RunAsync(PdfRenderer.Render(document), "pdfinfo", path => ["-struct-text", path])).Output;

        Assert.Single(Regex.Matches(tags, @"^ +Table", RegexOptions.Multiline));
        Assert.Equal(document.Sections[0].Table!.Rows.Count + 1, Regex.Count(tags, @"^ +TR$", RegexOptions.Multiline));
        Assert.Single(Regex.Matches(tags, "Phát sinh"));
        Assert.DoesNotContain("Mang sang", tags, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_and_codes_have_their_description_and_links_lead_where_they_say()
    {
        using var statement = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Statement(20)));
        var links = statement.GetPages().SelectMany(page => page.GetAnnotations()).Select(one => one.ToString()).ToList();
        var addresses = statement.GetPages().SelectMany(page => page.GetHyperlinks()).Select(link => link.Uri).ToList();

        Assert.Equal(3, links.Count);
        const string root = "https://portal.example.vn/";
        Assert.Equal([root + "orders/1", root + "orders/11", root + "check/BK-2026-10-7F3KQ2XW"], addresses);
        Assert.Contains("Mã QR dẫn tới https://portal.example.vn/check/BK-2026-10-7F3KQ2XW", Alternatives(statement));
        using var pictured = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Pictured()));
        Assert.Equal(Enumerable.Range(1, 3).Select(i => $"Ảnh chụp màn hình thứ {i}"), Alternatives(pictured));
        using var charted = PdfDocument.Open(PdfRenderer.Render(SampleDocuments.Charted()));
        Assert.Equal([SampleDocuments.Charted().Sections[0].Chart!.Description], Alternatives(charted));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_and_another_does_not()
    {
        foreach (var document in Samples)
            Assert.Equal(PdfRenderer.Render(document), PdfRenderer.Render(document));
        Assert.NotEqual(PdfRenderer.Render(SampleDocuments.Statement(1)), PdfRenderer.Render(SampleDocuments.Statement(2)));

        var text = Encoding.Latin1.GetString(PdfRenderer.Render(SampleDocuments.Statement(1)));
        Assert.DoesNotContain("CreationDate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ModDate", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_at_once_give_the_same_bytes()
    {
        var documents = Samples;
        var expected = documents.Select(PdfRenderer.Render).ToList();
        using var start = new Barrier(8);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Enumerable.Range(thread, 15).Select(i => i % documents.Length)
                    .Select(sample => (Sample: sample, Bytes: PdfRenderer.Render(documents[sample]))).ToList();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.All(made.SelectMany(one => one), one => Assert.Equal(expected[one.Sample], one.Bytes));
    }

    /// <summary>The alternative texts of all tags, in their order.</summary>
    private static List<string> Alternatives(PdfDocument pdf)
    {
        List<string> found = [];
        for (var number = 1; number < 10_000; number++)
        {
            ObjectToken? token;
            try
            {
                token = pdf.Structure.GetObject(new IndirectReference(number, 0));
            }
            catch (Exception)
            {
                break;
            }

            if (token?.Data is DictionaryToken dictionary && dictionary.Data.TryGetValue("Alt", out var alternative))
                found.Add(Said(alternative));
        }

        return found;

        static string Said(IToken token) =>
            token is StringToken text ? text.Data : ((HexToken)token).Data;
    }
}
