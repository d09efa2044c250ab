using System.Text;
using System.Xml;

namespace Portal.App.Orders.Import;

/// <summary>One part of a spreadsheet, read element by element; no text of it is longer than a cell's.</summary>
internal sealed class XlsxPart(XmlReader reader) : IDisposable
{
    private readonly char[] chunk = new char[1024];
    private readonly StringBuilder text = new();

    public void Dispose() => reader.Dispose();

    /// <summary>Goes to the next element, end of one, or text; false at the end.</summary>
    public bool Next()
    {
        var more = reader.Read();
        return reader.Depth <= XlsxLimits.Depth ? more : throw new XlsxTooLargeException();
    }

    public bool IsAt(string element) => reader.NodeType == XmlNodeType.Element && reader.LocalName == element;

    public bool IsAtEndOf(string element) => reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element;

    public string? Attribute(string name) => reader.GetAttribute(name);

    public string? Attribute(string name, string space) => reader.GetAttribute(name, space);

    /// <summary>Whatever stands within the element that the part is at.</summary>
    public Within Inside() => new(this, reader.Depth, reader.IsEmptyElement);

    /// <summary>The text within an element and those in it, without how it is pronounced; ends on the element's end.</summary>
    public string Text()
    {
        text.Clear();
        var spoken = -1;
        for (var inside = Inside(); inside.Next();)
        {
            if (IsAt("rPh") && !reader.IsEmptyElement)
                spoken = reader.Depth;
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == spoken)
                spoken = -1;
            if (spoken >= 0 || reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
                continue;

            int read;
            while ((read = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
            {
                if (text.Append(chunk, 0, read).Length > XlsxLimits.CellText)
                    throw new XlsxTooLargeException();
            }
        }

        return text.ToString();
    }

    /// <summary>The nodes of one element.</summary>
    public readonly struct Within(XlsxPart part, int depth, bool empty)
    {
        /// <summary>False at the element's end.</summary>
        public bool Next() => !empty && part.Next() && part.Depth > depth;
    }

    private int Depth => reader.Depth;
}
