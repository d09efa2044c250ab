using System.Text;
using PdfSharp.Pdf;

namespace Portal.App.Documents.Pdf;

/// <summary>
/// Saves a file so that the same document gives the same bytes. PDFsharp names the parts of fonts by chance and writes the time and two
/// random ids; here the names come from the content, the ids are a hash of it, and there is no time.
/// </summary>
internal static class PdfSaver
{
    /// <param name="pdf">Whose pages are all drawn.</param>
    /// <param name="written">A number that depends on all its letters.</param>
    public static byte[] Save(PdfDocument pdf, uint written)
    {
        NameFonts(pdf, written);
        pdf.Info.Elements.Remove("/CreationDate");
        pdf.Info.Elements.Remove("/ModDate");
        pdf.Options.NoCompression = true;
        pdf.Options.CompressContentStreams = false;
        using var file = new MemoryStream();
        pdf.Save(file, closeStream: false);
        return PdfPacker.Pack(file.GetBuffer().AsSpan(0, (int)file.Length), Metadata(pdf.Info.Title));
    }

    /// <summary>A part of a font has a name that begins with six letters, different for different parts.</summary>
    private static void NameFonts(PdfDocument pdf, uint written)
    {
        var prefix = new StringBuilder("/");
        for (var i = 0; i < 6; i++, written /= 26)
            prefix.Append((char)('A' + written % 26));
        void Name(PdfDictionary dictionary, string key)
        {
            var name = dictionary.Elements.GetName(key);
            dictionary.Elements.SetName(key, prefix + name[name.IndexOf('+')..].Replace(" ", "", StringComparison.Ordinal));
        }

        HashSet<PdfDictionary> named = [];
        foreach (var page in pdf.Pages)
        {
            var fonts = page.Elements.GetDictionary("/Resources")?.Elements.GetDictionary("/Font");
            foreach (var key in fonts?.Elements.Keys.ToArray() ?? [])
            {
                var font = fonts!.Elements.GetDictionary(key)!;
                if (!named.Add(font))
                    continue;
                var descendant = font.Elements.GetArray("/DescendantFonts")!.Elements.GetDictionary(0)!;
                Name(font, "/BaseFont");
                Name(descendant, "/BaseFont");
                Name(descendant.Elements.GetDictionary("/FontDescriptor")!, "/FontName");
            }
        }
    }

    private static byte[] Metadata(string title) => Encoding.UTF8.GetBytes(
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
        + $"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{System.Security.SecurityElement.Escape(title)}</rdf:li></rdf:Alt></dc:title>"
        + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
}
