using Portal.App.Access.Users;
using Portal.App.Platform.Security;

namespace Portal.Demo;

/// <summary>
/// With what the people of the demonstration sign in. Password and authenticator keys follow from the installation's own
/// secret: nothing is written down, every start can print them, and no two installations share them.
/// </summary>
public sealed class DemoAccounts(PortalKeys keys)
{
    // without letters and digits that are mistaken for each other
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRTUVWXYZ";
    private const int PasswordLetters = 12;

    /// <summary>One for all of them: <c>demo-7KQM-2XHR-94TB</c>.</summary>
    public string Password { get; } = "demo-" + string.Join('-', keys.Derive("demo/password")
        .Take(PasswordLetters).Select(value => Alphabet[value % Alphabet.Length]).Chunk(4).Select(four => new string(four)));

    /// <summary>The key for the authenticator app in base32; null for whoever signs in without.</summary>
    public string? AuthenticatorKey(string email) =>
        DemoData.People.Accounts.Concat(DemoData.People.MoreAccounts)
            .Any(account => account.Email == email && account.Role.NeedsSecondFactor())
            ? Totp.ToBase32(keys.Derive("demo/authenticator/" + email)[..Totp.KeyLength])
            : null;
}
