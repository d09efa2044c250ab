using System.Globalization;
using System.Text;

namespace Portal.Domain.Disputes;

/// <summary>
/// The name under which a piece of evidence is shown and saved. A name from outside is a text of a stranger's: it may hold paths, signs
/// that turn the direction of writing, or the ending of a program.
/// </summary>
public static class EvidenceNames
{
    /// <summary>Characters, the ending included.</summary>
    public const int Longest = 120;

    private const string Nameless = "evidence";

    /// <summary>What some system gives a meaning to, in a path or in a shell.</summary>
    private const string Reserved = "<>:\"|?*%&;`$'";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>
    /// The last part of the path, in composed letters, without what cannot be seen or has a meaning of its own, not longer than
    /// <see cref="Longest"/>, and with the ending of what the file is (R8.2): <c>x.html</c> with plain text in it is <c>x.html.txt</c>.
    /// </summary>
    public static string Clean(string? name, EvidenceType type)
    {
        var ending = type.Ending();
        var last = (name ?? "").Split('/', '\\')[^1];
        // some signs are composed to one that has a meaning: U+1FEF is a grave accent
        var clean = Visible(Composed(Visible(last)));
        var stem = HasEnding(clean, type) ? clean[..clean.LastIndexOf('.')] : clean;
        stem = Cut(stem.Trim(' ', '.'), Longest - ending.Length).Trim(' ', '.');
        if (stem.Length == 0)
            stem = Nameless;
        if (Devices.Contains(stem.Split('.')[0].TrimEnd()))
            stem = "_" + stem;
        return stem + ending;
    }

    private static bool HasEnding(string name, EvidenceType type) =>
        name.EndsWith(type.Ending(), StringComparison.OrdinalIgnoreCase)
        || (type == EvidenceType.Jpeg && name.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase))
        || (type == EvidenceType.Heic && name.EndsWith(".heif", StringComparison.OrdinalIgnoreCase));

    private static string Visible(string name)
    {
        var text = new StringBuilder(Math.Min(name.Length, Longest * 4));
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length >= Longest * 4)
                break; // decomposed letters are up to four characters long
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (text.Length == 0 || text[^1] != ' ')
                        text.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    if (rune.Value == Rune.ReplacementChar.Value)
                        break;
                    text.Append(rune.IsBmp && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
                    break;
            }
        }

        return text.ToString();
    }

    private static string Composed(string text) =>
        text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    /// <summary>Not in the middle of a letter with its marks.</summary>
    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var at = 0;
        while (at < length)
        {
            var next = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            if (at + next > length)
                break;
            at += next;
        }

        return text[..at];
    }
}
