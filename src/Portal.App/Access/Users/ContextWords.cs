using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The words that somebody would try first who knows where they are and whose account it is: those of the portal and its trade, the
/// person's name and address, and their organisation. A password that has little beside them is no secret.
/// </summary>
internal static class ContextWords
{
    /// <summary>Shorter ones stand in too many others.</summary>
    private const int ShortestWord = 3;

    /// <summary>A password must have so many letters beside the words.</summary>
    private const int LettersBeside = 4;

    /// <summary>Of the portal and of what people do in it, as they stand in a folded password.</summary>
    private static readonly string[] OfThePortal =
    [
        "portal", "affiliate", "partner", "merchant", "password", "passwd", "login", "admin", "administrator", "operator", "finance",
            "auditor",
        "account", "congtacvien", "doitac", "tiepthi", "lienket", "hoahong", "chutiem", "cuahang", "quantri", "ketoan", "kiemsoat",
            "matkhau", "dangnhap",
        "taikhoan", "ruttien", "chitra",
    ];

    private static readonly char[] Between = [' ', '@', '.', '-', '_', '+', ',', '(', ')', '/', '&', '\''];

    /// <param name="plain">The password, folded and without spaces.</param>
    /// <param name="names">Of the person and what they belong to.</param>
    /// <returns>The code of what it is made of; null when it has enough beside.</returns>
    public static string? MadeOf(string plain, IEnumerable<string?> names)
    {
        if (IsMadeOf(plain, OfThePortal))
            return UserRefusals.PasswordOfContext;

        var own = names.SelectMany(name => SearchText.Fold(name).Split(Between, StringSplitOptions.RemoveEmptyEntries));
        return IsMadeOf(plain, OfThePortal.Concat(own)) ? UserRefusals.PasswordLikeName : null;
    }

    private static bool IsMadeOf(string plain, IEnumerable<string> words)
    {
        var rest = plain;
        foreach (var word in words.Where(word => word.Length >= ShortestWord).OrderByDescending(word => word.Length))
            rest = rest.Replace(word, " ", StringComparison.Ordinal);
        return rest != plain && rest.Count(char.IsLetter) < LettersBeside;
    }
}
