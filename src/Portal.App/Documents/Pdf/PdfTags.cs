using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.Pdf.Structure;
using PdfSharp.UniversalAccessibility;

namespace Portal.App.Documents.Pdf;

/// <summary>
/// Says of everything that is drawn what it is: a heading, a cell, a picture and what it shows, or nothing to those who listen. PDFsharp
/// writes a text's mark into the text and a picture's outside of it only when the mode is changed before each, which is done here.
/// </summary>
internal sealed class PdfTags
{
    /// <summary>A page is numbered with all its parts, a link alone; the links' numbers follow the pages'.</summary>
    private readonly List<(PdfLinkAnnotation Link, PdfStructureElement Element)> _links = [];

    private readonly UAManager _manager;
    private readonly StructureBuilder _builder;
    private bool _isArtifact;

    public PdfTags(PdfDocument document, CultureInfo culture)
    {
        _manager = UAManager.ForDocument(document);
        _manager.SetDocumentLanguage(culture.Name);
        _builder = _manager.StructureBuilder;
    }

    /// <param name="tag">As PDF names it: H1, P, TD.</param>
    /// <param name="attributes">As PDF writes them.</param>
    public void Open(string tag, string? attributes = null)
    {
        if (_isArtifact)
            return;
        _builder.BeginBlockLevelElement(tag);
        if (attributes is not null)
            _builder.CurrentStructureElement.Elements.SetValue("/A", new PdfLiteral(attributes));
    }

    public void Close()
    {
        if (!_isArtifact)
            _builder.End();
    }

    /// <summary>Before each line of text.</summary>
    public void BeginText() => _manager.BeginTextMode();

    /// <summary>Draws what says nothing by itself.</summary>
    public void Artifact(bool isText, Action draw)
    {
        void Mode()
        {
            if (isText)
                _manager.BeginTextMode();
            else
                _manager.BeginGraphicMode();
        }

        Mode();
        _builder.BeginArtifact();
        _isArtifact = true;
        draw();
        _isArtifact = false;
        Mode();
        _builder.End();
    }

    /// <summary>Draws a picture; not as the first on its page, whose mark PDFsharp always puts into text.</summary>
    public void Figure(string description, XRect box, Action draw)
    {
        _builder.BeginIllustrationElement("Figure", description, OnPage(box));
        draw();
        _manager.BeginGraphicMode();
        _builder.End();
    }

    /// <summary>Draws a text that leads somewhere.</summary>
    public void Link(string address, string text, XRect box, Action draw)
    {
        if (_isArtifact || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            draw();
            return;
        }

        var link = PdfLinkAnnotation.CreateWebLink(new PdfRectangle(OnPage(box)), uri.AbsoluteUri);
        link.Elements.SetString("/NM", string.Create(CultureInfo.InvariantCulture, $"link-{_links.Count + 1}"));
        link.Elements.Remove("/M");
        link.Elements.SetString("/Contents", text);
        var page = _manager.CurrentPage;
        page.Annotations.Add(link);
        page.Elements.SetName("/Tabs", "/S");
        _builder.BeginInlineLevelElement("Link");
        var element = _builder.CurrentStructureElement;
        var reference = new PdfDictionary();
        reference.Elements.SetName("/Type", "/OBJR");
        reference.Elements.SetReference("/Obj", link);
        reference.Elements.SetReference("/Pg", page);
        element.Elements.SetObject("/K", new PdfArray(page.Owner, reference));
        _links.Add((link, element));
        draw();
        _builder.End();
    }

    /// <summary>Once after all pages.</summary>
    public void Finish()
    {
        if (_links.Count == 0)
            return;
        var root = _manager.StructureTreeRoot;
        var numbers = root.Elements.GetDictionary("/ParentTree")!.Elements.GetArray("/Nums")!;
        var key = root.Elements.GetInteger("/ParentTreeNextKey");
        foreach (var (link, element) in _links)
        {
            link.Elements.SetInteger("/StructParent", key);
            numbers.Elements.Add(new PdfInteger(key));
            numbers.Elements.Add(element.Reference!);
            key++;
        }

        root.Elements.SetInteger("/ParentTreeNextKey", key);
    }

    /// <summary>PDF counts from the foot of the page.</summary>
    private XRect OnPage(XRect box) => new(box.X, _manager.CurrentPage.Height.Point - box.Y - box.Height, box.Width, box.Height);
}
