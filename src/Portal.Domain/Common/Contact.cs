using System.Text.RegularExpressions;

namespace Portal.Domain.Common;

/// <summary>
/// E-mail addresses and telephone numbers in the one form by which people are matched (R1.9, R4.4). What is no address or
/// number is none, and matches nobody.
/// </summary>
public static partial class Contact
{
    public const int MaxEmail = 254;

    private const int LongestPhone = 40;
    private const int LongestPhones = 254;

    /// <summary>Fewer digits than that are no part of a number that anybody would look for.</summary>
    private const int LeastPart = 3;

    /// <summary>
    /// Mobile numbers had eleven digits with the 0 until September 2018; people go on writing them. Without the 0: then and now.
    /// </summary>
    private static readonly Dictionary<string, string> MobilesBefore2018 = new(StringComparer.Ordinal)
    {
        ["120"] = "70",
        ["121"] = "79",
        ["122"] = "77",
        ["126"] = "76",
        ["128"] = "78",
        ["123"] = "83",
        ["124"] = "84",
        ["125"] = "85",
        ["127"] = "81",
        ["129"] = "82",
        ["162"] = "32",
        ["163"] = "33",
        ["164"] = "34",
        ["165"] = "35",
        ["166"] = "36",
        ["167"] = "37",
        ["168"] = "38",
        ["169"] = "39",
        ["186"] = "56",
        ["188"] = "58",
        ["199"] = "59",
    };

    /// <summary>
    /// Trimmed and in lower case. Dots and <c>+tags</c> stay: R4.4 counts by the account's e-mail as it is written, and finds
    /// one person behind several by other means.
    /// </summary>
    public static string? Email(string? text)
    {
        var email = text?.Trim().ToLowerInvariant() ?? "";
        return IsEmail(email) ? email : null;
    }

    /// <summary>
    /// E.164. Without a country code the number is Vietnamese: <c>0901234567</c>, <c>84 90 123 45 67</c> and
    /// <c>(+84) 90.123.45.67</c> are <c>+84901234567</c>, and <c>0162 123 4567</c>, from before 2018, is <c>+84321234567</c>; the
    /// numbers of other countries need their <c>+</c> or <c>00</c>. Null for what is no number, and for more than one.
    /// </summary>
    public static string? Phone(string? text) => Phones(text) is [var only] ? only : null;

    /// <summary>
    /// Every number of a field in which people write one or several (<c>0901234567 / 028 3822 1234</c>), each once, as
    /// <see cref="Phone"/> writes it. Empty when a part of the field is no number: half of it read would be a guess.
    /// </summary>
    public static IReadOnlyList<string> Phones(string? text)
    {
        if (text is null or { Length: > LongestPhones })
            return [];

        // folded: digits of any width are plain ones, all dashes are one, and marks of direction, which telephones copy along, are gone
        var written = PhoneLabel().Replace(SearchText.Fold(text), "");
        if (OnePhone(written) is { } whole)
            return [whole];

        var phones = new List<string>();
        foreach (var part in BetweenPhones().Split(written))
        {
            if (OnePhone(part) is { } one)
                phones.Add(one);
            else if (InARow(part) is { } several)
                phones.AddRange(several);
            else
                return [];
        }

        return [.. phones.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What to look for among numbers in normal form when somebody types a number or a part of it, in whichever writing; null for
    /// a text that is none.
    /// </summary>
    public static string? PhonePart(string? text)
    {
        if (Phone(text) is { } whole)
            return whole;

        var written = SearchText.Fold(text);
        if (!IsPhoneText(written))
            return null;
        var digits = Digits(written);
        if (written.StartsWith('+'))
            return digits.Length >= LeastPart ? "+" + digits : null;

        var national = digits.TrimStart('0');
        return national.Length >= LeastPart ? national : null;
    }

    private static string? OnePhone(string written)
    {
        if (written.Length > LongestPhone || !IsPhoneText(written))
            return null;

        var digits = Digits(written);
        var international = written.TrimStart(' ', '(').StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : null;
        if (international is null)
        {
            return digits.StartsWith('0') ? Vietnamese(digits[1..])
                : digits.StartsWith("84", StringComparison.Ordinal) ? Vietnamese(digits[2..])
                : null;
        }

        if (international.StartsWith("84", StringComparison.Ordinal))
            return Vietnamese(international[2..]);
        return international.Length is >= 8 and <= 15 && international[0] != '0' ? "+" + international : null;
    }

    /// <summary>Numbers with nothing but spaces or dashes between them; null when something is left over.</summary>
    private static List<string>? InARow(string written)
    {
        var phones = new List<string>();
        var gathered = "";
        foreach (var group in written.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            gathered = gathered.Length == 0 ? group : $"{gathered} {group}";
            if (OnePhone(gathered) is not { } phone)
                continue;
            phones.Add(phone);
            gathered = "";
        }

        return gathered.Length == 0 && phones.Count > 0 ? phones : null;
    }

    // mobile numbers have nine digits after the 0 and start with 3, 5, 7, 8 or 9; landlines have ten and start with 2
    private static string? Vietnamese(string digits)
    {
        var national = digits.StartsWith('0') ? digits[1..] : digits; // +84 (0) 90…
        return national switch
        {
            { Length: 9 } when national[0] is '3' or '5' or '7' or '8' or '9' => "+84" + national,
            { Length: 10 } when national[0] is '2' => "+84" + national,
            { Length: 10 } when MobilesBefore2018.TryGetValue(national[..3], out var now) => "+84" + now + national[3..],
            _ => null,
        };
    }

    private static string Digits(string written) => string.Concat(written.Where(char.IsAsciiDigit));

    // a plus is the first sign, or the first in its parentheses
    private static bool IsPhoneText(string written) =>
        written.AsSpan(0, Math.Max(0, written.LastIndexOf('+'))).IndexOfAnyExcept(' ', '(') < 0
        && written.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '.' or '-' or '(' or ')' or '+');

    // what people write before a number
    [GeneratedRegex(@"^((so )?(dien thoai|di dong)|sdt|dt|dd|tel|phone|mobile|hotline|zalo|viber)\s*[:.]*\s*(?=[0-9+(])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PhoneLabel();

    [GeneratedRegex(@"\s*[;,/|&]\s*|\s+(hoac|va|or|and)\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex BetweenPhones();

    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || email.Length > MaxEmail || email.LastIndexOf('@') != at)
            return false;

        return email.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter)
            && letter is not ('<' or '>' or '"' or '\\' or ',' or ';' or ':' or '(' or ')' or '[' or ']'))
            && HasNoEmptyPart(email[..at])
            && IsDomain(email[(at + 1)..]);
    }

    private static bool HasNoEmptyPart(string dotted) => dotted.Split('.').All(part => part.Length > 0);

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length >= 2 && labels.All(label => label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-'
            && label.All(letter => char.IsLetterOrDigit(letter) || letter == '-'));
    }
}
