using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>What spreadsheets do to the text of a cell, and how it is undone where nothing is lost. Shared by all imports.</summary>
public static partial class CellText
{
    private const int LongestShortened = 40;

    /// <summary>
    /// The text itself: without space around it, without the wrapping <c>="0901234567"</c> and without the apostrophe
    /// (<c>'0901234567</c>) by which people and programs keep a spreadsheet from taking a text for a number or a formula.
    /// </summary>
    public static string Of(string cell)
    {
        var text = cell.Trim();
        if (text is ['=', '"', .., '"'] && text.Length >= 3)
        {
            var inner = text[2..^1];
            // only one whole text; ="a"&"b" is a formula, which nobody computed
            return OneText().IsMatch(inner) ? inner.Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text;
        }

        return Apostrophe().IsMatch(text) ? text[1..].TrimStart() : text;
    }

    /// <summary>A line break within a cell is how its text was laid out, and stands for a space.</summary>
    public static string OneLine(string text) => LineBreaks().Replace(text, " ");

    /// <summary>
    /// True for a number that a spreadsheet shortened (<c>5.76E+17</c>): its last digits are gone, so it is nobody's order, phone or
    /// account. The file must be written again with the column as text.
    /// </summary>
    public static bool IsShortened(string text) => text.Length <= LongestShortened && Shortened().IsMatch(text);

    /// <summary>True for the words under which the sum of a column stands: <c>Tổng cộng</c>, <c>Total:</c>.</summary>
    public static bool IsTotal(string text) => text.Length <= 60 && Total().IsMatch(SearchText.Fold(text));

    [GeneratedRegex("^([^\"]|\"\")*\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex OneText();

    // before a number, a formula sign, or a code of one word; a quoted word keeps both of its signs
    [GeneratedRegex(@"^'([0-9=+\-@]|[^'\s]+\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex Apostrophe();

    [GeneratedRegex(@"\s*[\r\n\t\u000b\u000c\u0085\u2028\u2029]\s*")]
    private static partial Regex LineBreaks();

    // a program writes a fraction or a plus; 12E5 alone may be somebody's code
    [GeneratedRegex(@"^-?([0-9]([.,][0-9]+)[eE]\+?|[0-9]+([.,][0-9]+)?[eE]\+)[0-9]{1,3}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Shortened();

    [GeneratedRegex(@"^((tong|cong)( (cong|so|tien|don|so don|so tien|doanh thu))?|((grand|sub) ?)?total|sum)[^\p{L}]*(\([^)]*\)|\[[^\]]*\])?\s*:?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Total();
}
