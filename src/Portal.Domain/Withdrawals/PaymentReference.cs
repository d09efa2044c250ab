using System.Text.RegularExpressions;
using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>
/// What stands in a transfer so that the bank's answer finds its request: letters and digits only, at most 19, which is what every
/// bank's file keeps whole. <c>RT2606K7M2QX9A</c>: the month, then eight drawn letters.
/// </summary>
public static partial class PaymentReference
{
    public const int MaxLength = 19;

    /// <summary>Without those that look alike; upper case, since banks raise what they get.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public const int DrawnLength = 8;

    /// <summary>Of a partner's request.</summary>
    public static string Of(DateOnly month, string drawn) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RT{month:yyMM}{drawn}");

    /// <summary>Of a settlement with a shop: <c>QT2606K7M2QX9A</c>.</summary>
    public static string OfSettlement(DateOnly month, string drawn) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"QT{month:yyMM}{drawn}");

    /// <summary>As it is compared: banks put spaces and other words around it, and some write letters and digits of full width.</summary>
    public static string Normalise(string text) =>
        new([.. SearchText.Fold(text).Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>
    /// The one reference that stands in what a bank wrote; otherwise the text as it is compared, which then matches nothing.
    /// </summary>
    public static string Find(string text)
    {
        var normal = Normalise(text);
        return Ours().Matches(normal) is [var only] ? only.Value : normal;
    }

    [GeneratedRegex("(?:RT|QT)[0-9]{4}[2-9A-HJKMNP-TV-Z]{8}", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();
}
