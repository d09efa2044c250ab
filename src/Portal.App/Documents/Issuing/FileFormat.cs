using Portal.App.Documents.Excel;
using Portal.App.Documents.Model;
using Portal.App.Documents.Pdf;
using Portal.App.Platform.Files;

namespace Portal.App.Documents.Issuing;

/// <summary>The files that a document is rendered as; the third form is the page.</summary>
public enum FileFormat
{
    Pdf,
    Xlsx,
}

public static class FileFormats
{
    public static string ContentType(this FileFormat format) =>
        format == FileFormat.Pdf ? "application/pdf" : XlsxFile.ContentType;

    public static string Ending(this FileFormat format) => format == FileFormat.Pdf ? ".pdf" : ".xlsx";

    internal static byte[] Render(this FileFormat format, Document document) =>
        format == FileFormat.Pdf ? PdfRenderer.Render(document) : WorkbookRenderer.Render(document);
}
