using PdfSharp.Drawing;

namespace Portal.App.Documents.Pdf;

/// <summary>A text in lines that fit a width. A word that is longer than a line goes on in the next.</summary>
internal sealed class TextLines
{
    private TextLines(TextStyle style, IReadOnlyList<string> lines) => (Style, Lines) = (style, lines);

    public TextStyle Style { get; }

    /// <summary>Each with the space at which it was broken, so that a reader who takes the text out gets whole words apart.</summary>
    public IReadOnlyList<string> Lines { get; }

    public double Height => Lines.Count * Style.Leading;

    public TextLines With(XColor color) => new(Style with { Color = color }, Lines);

    public static TextLines Of(string text, TextStyle style, double width)
    {
        text = style.Face.Clean(text);
        if (!text.Contains('\n') && style.WidthOf(text) <= width)
            return new TextLines(style, text.Length == 0 ? [] : [text]);
        List<string> lines = [];
        foreach (var paragraph in text.Split('\n'))
            Break(paragraph, style, width, lines);
        return new TextLines(style, lines);
    }

    /// <summary>As much of a text as one line has room for; for what stands elsewhere in full.</summary>
    public static string Short(string text, TextStyle style, double width)
    {
        text = text.Replace('\n', ' ');
        var lines = Of(text, style, width).Lines;
        return lines.Count < 2 ? lines.FirstOrDefault() ?? "" : Of(text, style, width - style.WidthOf("…")).Lines[0].TrimEnd() + "…";
    }

    /// <summary>The first lines and the others.</summary>
    public (TextLines First, TextLines Others) SplitAt(int count) =>
        (new TextLines(Style, [.. Lines.Take(count)]), new TextLines(Style, [.. Lines.Skip(count)]));

    private static void Break(string text, TextStyle style, double width, List<string> lines)
    {
        var most = width / style.Size + 0.001;
        for (var start = 0; start < text.Length || start == 0;)
        {
            var end = start;
            var lastBreak = start;
            for (var wide = 0.0; end < text.Length; end++)
            {
                wide += style.Face.WidthOf(text[end]);
                if (wide > most && text[end] != ' ')
                    break;
                if (IsBreak(text, end))
                    lastBreak = end + 1;
            }

            if (end < text.Length)
                end = lastBreak > start ? lastBreak : Math.Max(end, start + 1);
            lines.Add(text[start..end]);
            start = end;
            if (start == 0)
                break;
        }
    }

    /// <summary>Whether a line may end after this letter: after a space, and within addresses and names of files.</summary>
    private static bool IsBreak(string text, int at) => text[at] switch
    {
        ' ' => true,
        '/' or '-' or '_' or '@' or '&' or '=' or '?' => at > 0 && at + 1 < text.Length
            && char.IsLetter(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]),
        _ => false,
    };
}
