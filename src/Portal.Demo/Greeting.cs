using System.Globalization;
using System.Text;
using Portal.App.Access.Users;
using Portal.Demo.DemoShop;

namespace Portal.Demo;

/// <summary>Where everything is and as whom to sign in.</summary>
public static class Greeting
{
    /// <summary>Where the portal's people sign in.</summary>
    public const string SignIn = "/account/sign-in";

    public static string Text(Uri address, DemoAccounts accounts)
    {
        var now = TimeProvider.System.GetUtcNow(); // authenticator apps know only the real time
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  Portal     {address}")
            .AppendLine(CultureInfo.InvariantCulture, $"  Demo shop  {address}{DemoShopSetup.Path[1..]}")
            .AppendLine(CultureInfo.InvariantCulture, $"  Sign in at {address}{SignIn[1..]} with the password {accounts.Password} as")
            .AppendLine();
        foreach (var account in DemoData.People.Accounts.Concat(DemoData.People.MoreAccounts))
        {
            var shop = account.Shop is { } code ? $" of {code}" : null;
            text.Append(CultureInfo.InvariantCulture, $"    {account.Role,-16} {account.Email,-26}{shop}");
            if (accounts.AuthenticatorKey(account.Email) is { } key)
                text.Append(CultureInfo.InvariantCulture, $" code now {Totp.Code(Totp.FromBase32(key), now)}, app key {key}");
            text.AppendLine();
        }

        return text.AppendLine()
            .AppendLine("  A code is good for about a minute and once; for more, enter the key in an authenticator app.")
            .AppendLine().ToString();
    }
}
