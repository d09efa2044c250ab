using System.Globalization;
using System.Text;

namespace Portal.Domain.Common;

/// <summary>
/// Text as search compares it: lower case without Vietnamese diacritics, so that "dien thoai" finds "Điện thoại", with single
/// spaces between words.
/// </summary>
public static class SearchText
{
    public static string Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";

        // half surrogate pairs cannot be normalised; they find nothing, so they are no part of a search
        var whole = text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar)) : text;
        var folded = new StringBuilder(whole.Length);
        foreach (var letter in whole.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(letter))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format))
            {
                // đ is a letter of its own and not a d with a mark, so normalisation leaves it
                folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>As it is stored, in at most so many UTF-16 units: one letter can become many (ﬃ, ㎏, ﷺ), and a column has an end.</summary>
    public static string Fold(string? text, int longest)
    {
        var folded = Fold(text);
        if (folded.Length <= longest)
            return folded;

        // half a character cannot be stored
        return folded[..(char.IsHighSurrogate(folded[longest - 1]) ? longest - 1 : longest)].TrimEnd();
    }
}
