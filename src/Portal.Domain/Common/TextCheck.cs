using System.Globalization;
using System.Text;

namespace Portal.Domain.Common;

/// <summary>What a text from outside must keep to before it is stored, whatever the database.</summary>
public static class TextCheck
{
    /// <summary>A name or a remark: not longer than <paramref name="max"/> and nothing unprintable. Missing is fine.</summary>
    public static FieldError? Text(string field, string? text, int max)
    {
        if (text is null)
            return null;
        if (text.Length > max)
            return new FieldError(field, FieldCodes.TooLong).With("max", Invariant.Text(max));

        return IsPrintable(text) ? null : new FieldError(field, FieldCodes.UnprintableCharacter);
    }

    /// <summary>As <see cref="Text"/>, and it must say something.</summary>
    public static FieldError? RequiredText(string field, string? text, int max) =>
        string.IsNullOrWhiteSpace(text) ? new FieldError(field, FieldCodes.Required) : Text(field, text, max);

    /// <summary>An id of somebody else's system: as <see cref="RequiredText"/>, without a space at its ends.</summary>
    public static FieldError? Id(string field, string? id, int max) =>
        RequiredText(field, id, max)
        ?? (char.IsWhiteSpace(id![0]) || char.IsWhiteSpace(id[^1]) ? new FieldError(field, FieldCodes.SurroundingSpace) : null);

    private static bool IsPrintable(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return true;

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // a half surrogate pair does not decode: it could not be written as UTF-8
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || !IsPrintable(rune))
                return false;
            rest = rest[length..];
        }

        return true;
    }

    // U+200D joins emoji (families, professions), which product names do contain; the other format characters (direction
    // overrides, zero-width spaces) only make two names look alike
    private static bool IsPrintable(Rune rune) => rune.Value == 0x200D || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
