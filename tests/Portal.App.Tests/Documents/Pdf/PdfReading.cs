using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>Reads a PDF with other programs than the one that wrote it.</summary>
internal static partial class PdfReading
{
    /// <summary>All letters but spaces, in the file's order: a word that goes on in the next line is whole so.</summary>
    public static string Letters(PdfDocument pdf) => string.Concat(pdf.GetPages().Select(Letters));

    public static string Letters(Page page) => Squeeze(string.Concat(page.Letters.Select(letter => letter.Value)));

    /// <summary>Without spaces and line ends.</summary>
    public static string Squeeze(string text) => Space().Replace(text.Normalize(NormalizationForm.FormC), "");

    /// <summary>What one of poppler's or qpdf's programs says of a file.</summary>
    public static async Task<(int Code, string Output)> RunAsync(byte[] pdf, string program, Func<string, IEnumerable<string>> arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"portal-{Path.GetRandomFileName()}.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments(path))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What <c>pdftotext</c> takes out, in the order in which it was written.</summary>
    public static async Task<string> TextAsync(byte[] pdf) =>
        (await RunAsync(pdf, "pdftotext", path => ["-raw", "-enc", "UTF-8", path, "-"])).Output;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
