using System.Globalization;
using System.Text;
using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf;
using Portal.Tests.Shared;
using SkiaSharp;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>
/// How pages look: of each, how dark the cells of a coarse grid are is kept as text in <c>Golden/</c>, one digit a cell. A change of the
/// layout shows there; look at the pages themselves before keeping it.
/// </summary>
public sealed class PdfPictureTests
{
    private const string Renew = "PORTAL_RENEW_PAGES";
    private const int Across = 40, Down = 56;

    /// <summary>Digits that a cell may differ by where another version of poppler smooths letters in another way.</summary>
    private const int Tolerance = 1;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Portal.App.Tests/Documents/Pdf/Golden");

    public static TheoryData<string> Samples => [.. All.Keys];

    private static Dictionary<string, Func<Document>> All { get; } = new(StringComparer.Ordinal)
    {
        ["statement"] = () => SampleDocuments.Statement(20, mark: "TẠM TÍNH"),
        ["statement-empty-en"] = () => SampleDocuments.Statement(0, english: true),
        ["statement-long"] = () => SampleDocuments.Statement(21, name: SampleDocuments.LongName, factor: 1_000_000),
        ["groups"] = () => SampleDocuments.Grouped([5, 30, 25]),
        ["chart"] = () => SampleDocuments.Charted(),
        ["pictures"] = () => SampleDocuments.Pictured(2),
        ["wide"] = () => SampleDocuments.Wide(12),
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Pages_look_as_they_were_kept(string sample)
    {
        var grid = await GridAsync(PdfRenderer.Render(All[sample]()));
        var path = Path.Combine(Folder, sample + ".txt");
        if (Environment.GetEnvironmentVariable(Renew) == "1")
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(path, grid);
        }

        var kept = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        Assert.Equal(kept.Length, grid.Length);
        var different = Enumerable.Range(0, grid.Length).Count(i => Math.Abs(grid[i] - kept[i]) > Tolerance);
        Assert.True(
            different == 0,
            $"{different} cells of '{sample}' look otherwise. Look at its pages; to keep them as they are now: "
            + $"{Renew}=1 dotnet test tests/Portal.App.Tests --filter PdfPicture");
    }

    /// <summary>A line of digits for each row of cells, 0 white to 9 black, and an empty line after each page.</summary>
    private static async Task<string> GridAsync(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("portal-pages-").FullName;
        try
        {
            await PdfReading.RunAsync(pdf, "pdftoppm", path => ["-r", "50", "-gray", "-png", path, Path.Combine(folder, "page")]);
            var text = new StringBuilder();
            foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            {
                using var page = SKBitmap.Decode(file);
                var (across, down) = page.Width < page.Height ? (Across, Down) : (Down, Across);
                for (var y = 0; y < down; y++)
                {
                    for (var x = 0; x < across; x++)
                        text.Append(Darkness(page, x, y, across, down).ToString(CultureInfo.InvariantCulture));
                    text.Append('\n');
                }

                text.Append('\n');
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Darkness(SKBitmap page, int column, int row, int across, int down)
    {
        int left = column * page.Width / across, right = (column + 1) * page.Width / across;
        int top = row * page.Height / down, bottom = (row + 1) * page.Height / down;
        long dark = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
                dark += 255 - page.GetPixel(x, y).Red;
        }

        // Pages are mostly white: what is half dark counts as black.
        return (int)Math.Min(9, dark * 20 / (255L * (right - left) * (bottom - top)));
    }
}
