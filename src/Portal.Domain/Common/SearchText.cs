using System.Globalization;
using System.Text;

namespace Portal.Domain.Common;

/// <summary>
/// Text as search compares it: lower case without Vietnamese diacritics, so that "dien thoai" finds "Điện thoại", with single
/// spaces between words. Names and words of people are compared in this form everywhere.
/// </summary>
public static class SearchText
{
    public static string Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";

        // half surrogate pairs cannot be normalised; they find nothing, so they are no part of a search
        var whole = text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar)) : text;
        // a spacing accent would fall apart into a space and a mark
        whole = whole.Replace('´', '\'');
        var folded = new StringBuilder(whole.Length);
        foreach (var letter in whole.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(letter))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter)
                is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format))
            {
                folded.Append(Plain(letter));
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

    /// <summary>
    /// Where a folded text stands in one as it is written, from left to right, so that what a search found can be marked in it:
    /// "dien" stands in the first four letters of "Điện thoại". None for an empty text.
    /// </summary>
    public static IReadOnlyList<(int Start, int Length)> Find(string? text, string wanted)
    {
        if (string.IsNullOrEmpty(text) || wanted.Length == 0)
            return [];

        var folded = new StringBuilder(text.Length);
        var places = new List<(int Start, int End)>();
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // half a surrogate pair is read as another sign, which is one unit long like it
            var end = start + rune.Utf16SequenceLength;
            foreach (var letter in Fold(rune.ToString()))
            {
                folded.Append(letter);
                places.Add((start, end));
            }

            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                    places.Add((start, end));
                }
            }
            else if (places.Count > 0)
            {
                // a mark belongs to the letter before it
                places[^1] = (places[^1].Start, end);
            }

            start = end;
        }

        var found = new List<(int Start, int Length)>();
        var all = folded.ToString();
        var done = 0;
        for (var at = all.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at =
            all.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal))
        {
            var (first, last) = (places[at].Start, places[at + wanted.Length - 1].End);
            // one letter that became several is found once
            if (first >= done)
                found.Add((first, last - first));
            done = last;
        }

        return found;
    }

    /// <summary>Letters that no normalisation brings together, although people type one for the other.</summary>
    private static char Plain(char letter) => letter switch
    {
        // đ is a letter of its own and not a d with a mark; the others look like it and come from other keyboards and old fonts
        'đ' or 'Đ' or 'ð' or 'Ð' or 'ɖ' or 'Ɖ' => 'd',
        '‘' or '’' or 'ʼ' or 'ʹ' or '′' or '`' => '\'',
        >= '‐' and <= '―' or '−' => '-',
        _ => char.ToLowerInvariant(letter),
    };
}
