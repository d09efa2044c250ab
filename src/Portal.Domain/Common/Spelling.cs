using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Portal.Domain.Common;

/// <summary>
/// Compares Vietnamese names that are one word to a reader although their letters differ: NFC and NFD, <c>Ð</c> (U+00D0) typed for
/// <c>Đ</c>, the tone on the other vowel (<c>hoà</c>, <c>hòa</c>), case, and spaces. Words that differ in a letter or a tone stay apart.
/// </summary>
public sealed class Spelling : IEqualityComparer<string>
{
    public static readonly Spelling Same = new();

    private Spelling()
    {
    }

    public bool Equals(string? x, string? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && string.Equals(Key(x), Key(y), StringComparison.OrdinalIgnoreCase));

    public int GetHashCode([DisallowNull] string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Key(obj));

    /// <summary>The one form of all spellings; to compare, not to show.</summary>
    private static string Key(string text)
    {
        var trimmed = text.Trim();
        if (Ascii.IsValid(trimmed) && !trimmed.Contains("  ", StringComparison.Ordinal))
            return trimmed;

        var key = new StringBuilder(trimmed.Length);
        var tone = '\0';
        foreach (var letter in trimmed.Normalize(NormalizationForm.FormD))
        {
            if (IsTone(letter))
            {
                tone = letter;
                continue;
            }

            // the tone belongs to the syllable: it stands at its end here, whichever vowel carried it
            if (tone != '\0' && !char.IsLetter(letter) && !IsMark(letter))
            {
                key.Append(tone);
                tone = '\0';
            }

            if (!char.IsWhiteSpace(letter))
                key.Append(letter is 'Ð' or 'Ɖ' ? 'Đ' : letter is 'ð' or 'ɖ' ? 'đ' : letter);
            else if (key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        }

        if (tone != '\0')
            key.Append(tone);
        return key.ToString();
    }

    private static bool IsTone(char letter) => letter is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323';

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
