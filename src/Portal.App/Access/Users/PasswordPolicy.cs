using System.Collections.Frozen;
using System.Globalization;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Which passwords are taken: long enough and not the first ones that anybody would try. There are no rules about capitals
/// and signs, which only lead to <c>Matkhau@123</c>.
/// </summary>
public static class PasswordPolicy
{
    public const int Shortest = 10;
    public const int Longest = 128;

    // Sequences of the keyboard, forwards; walking along them is no secret.
    private static readonly string[] Walks = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p"];

    private static readonly FrozenSet<string> Common = Read();

    /// <summary>
    /// Null when the password may be used by the person with these names (e-mail address, name, their partners and shops).
    /// </summary>
    public static FieldError? Check(string field, string? password, params IEnumerable<string?> names)
    {
        if (string.IsNullOrEmpty(password))
            return new FieldError(field, FieldCodes.Required);
        if (password.Length < Shortest)
            return new FieldError(field, UserRefusals.PasswordTooShort).With("min", Number(Shortest));
        if (password.Length > Longest)
            return new FieldError(field, FieldCodes.TooLong).With("max", Number(Longest));

        var plain = SearchText.Fold(password).Replace(" ", "", StringComparison.Ordinal);
        if (IsCommon(plain))
            return new FieldError(field, UserRefusals.PasswordTooCommon);

        var isName = names.Any(name => SearchText.Fold(name).Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } folded
            && (plain == folded || plain == folded.Split('@')[0] || (folded.Contains(plain, StringComparison.Ordinal))));
        return (isName ? UserRefusals.PasswordLikeName : ContextWords.MadeOf(plain, names)) is { } made
            ? new FieldError(field, made) : null;
    }

    private static bool IsCommon(string plain)
    {
        if (plain.Distinct().Count() < 4 || Common.Contains(plain))
            return true;

        var core = plain.TrimEnd('!', '@', '#', '$', '.', '*', '?');
        return Common.Contains(core)
            || Common.Contains(core.TrimEnd([.. "0123456789@_-"]))
            || Walks.Any(walk => walk.Contains(core, StringComparison.Ordinal) || walk.Contains(Reversed(core), StringComparison.Ordinal));
    }

    private static string Reversed(string text) => string.Concat(text.Reverse());

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("Portal.App.Access.Users.CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
