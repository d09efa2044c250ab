using PdfSharp.Fonts;

namespace Portal.App.Documents.Pdf.Fonts;

/// <summary>Gives PDFsharp the two fonts of documents, and none of the machine's.</summary>
internal sealed class PortalFontResolver : IFontResolver
{
    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) =>
        new(bold ? nameof(Typeface.Strong) : nameof(Typeface.Regular));

    public byte[] GetFont(string faceName) => (faceName == nameof(Typeface.Strong) ? Typeface.Strong : Typeface.Regular).Bytes;
}
