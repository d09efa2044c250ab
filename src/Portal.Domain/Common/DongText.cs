using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// Reads amounts that people type or write into spreadsheets and bank files. What may mean two amounts is not read: an amount is never
/// guessed.
/// </summary>
public static partial class DongText
{
    /// <summary>
    /// Whole đồng. Digits stand plain, or in groups of three with one kind of mark between them: <c>1234567</c>, <c>1.234.567</c>,
    /// <c>1,234,567</c>, <c>1 234 567</c>. Before or after them may stand <c>₫</c>, <c>đ</c>, <c>VND</c> or <c>VNĐ</c>, right before them a
    /// minus, and behind them a fraction of zeros with another mark than the groups': <c>1.234.567,00</c>.
    /// </summary>
    /// <remarks>
    /// A part of a đồng (<c>1,5</c>), wrong groups (<c>12.34</c>, <c>0.500</c>) and other currencies are refused. Whether an amount may be
    /// negative, and how large it may be, is for whoever asked; see <see cref="Dong.Largest"/>.
    /// </remarks>
    /// <returns>
    /// Null for what is no amount. One with more digits than an amount can have is the largest there is, which every limit refuses: it
    /// can be read, and is too large.
    /// </returns>
    public static Dong? Read(string? text)
    {
        var match = Amount().Match(CurrencyMarks().Replace((text ?? "").Trim(), ""));
        if (!match.Success)
            return null;

        var digits = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit)).TrimStart('0');
        var amount = new Dong(digits.Length switch
        {
            0 => 0,
            > 18 => long.MaxValue,
            _ => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
        });
        return match.Groups["minus"].Success ? -amount : amount;
    }

    // only before and after the digits: a mark between them is not a currency but a slip
    [GeneratedRegex(@"^(VN[DĐ]|₫|đ)\s*|\s*(VN[DĐ]|₫|đ)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex CurrencyMarks();

    // groups of three with one kind of mark, or plain digits; then at most a fraction of zeros, with another mark than the groups'
    [GeneratedRegex(
        @"^(?<minus>[-−])?((?<whole>[1-9][0-9]{0,2}(\.[0-9]{3})+)(,0{1,2})?|(?<whole>[1-9][0-9]{0,2}(,[0-9]{3})+)(\.0{1,2})?"
        + @"|(?<whole>[1-9][0-9]{0,2}([ \u00a0\u202f][0-9]{3})+|[0-9]+)([.,]0{1,2})?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
