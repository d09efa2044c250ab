namespace Portal.Domain.Common;

/// <summary>
/// E-mail addresses and telephone numbers in the one form by which people are matched (R1.9, R4.4). What is no address or
/// number is none, and matches nobody.
/// </summary>
public static class Contact
{
    public const int MaxEmail = 254;

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
    /// <c>+84 (0) 90.123.45.67</c> are <c>+84901234567</c>; the numbers of other countries need their <c>+</c> or <c>00</c>.
    /// </summary>
    public static string? Phone(string? text)
    {
        var written = text?.Trim() ?? "";
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (written.Length > 40 || written.Where((letter, i) => !IsPhoneLetter(letter, i)).Any())
            return null;

        var international = written.StartsWith('+') ? digits
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

    // mobile numbers have nine digits after the 0 and start with 3, 5, 7, 8 or 9; landlines have ten and start with 2
    private static string? Vietnamese(string digits)
    {
        var national = digits.StartsWith('0') ? digits[1..] : digits; // +84 (0) 90…
        return national switch
        {
            { Length: 9 } when national[0] is '3' or '5' or '7' or '8' or '9' => "+84" + national,
            { Length: 10 } when national[0] is '2' => "+84" + national,
            _ => null,
        };
    }

    private static bool IsPhoneLetter(char letter, int index) =>
        char.IsAsciiDigit(letter) || letter is ' ' or '.' or '-' or '(' or ')' or '\u00a0' || (letter == '+' && index == 0);

    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || email.Length > MaxEmail || email.LastIndexOf('@') != at)
            return false;

        return email.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter is not ('<' or '>' or '"' or '\\' or ',' or ';' or ':' or '(' or ')' or '[' or ']'))
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
