using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Access.Users;
using Portal.Web.Setup;

namespace Portal.Web.SignIn;

/// <summary>
/// Knows a browser again that has signed in to an account before, by a signed cookie that names the device and the accounts. It lets nobody
/// in: it only keeps strangers' wrong passwords from slowing down the owner (see <see cref="SignInAttempts"/>).
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IHostEnvironment environment, TimeProvider clock)
{
    public const string Cookie = "portal.device";

    private const int GuidLength = 16;

    /// <summary>How many accounts a browser is remembered for; the oldest gives way.</summary>
    private const int MostAccounts = 5;

    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly string name = PortalCookies.Name(Cookie, environment);
    private readonly IDataProtector protector = protection.CreateProtector("known-device");

    /// <summary>Which device this is to the account; null when it has not signed in to it before.</summary>
    public Guid? Of(HttpContext http, Guid userId) => Read(http) is { } device && device.Accounts.Contains(userId) ? device.Id : null;

    /// <summary>Remembers that somebody signed in to the account here.</summary>
    public void Remember(HttpContext http, Guid userId)
    {
        var known = Read(http);
        var id = known?.Id ?? new Guid(RandomNumberGenerator.GetBytes(GuidLength));
        IEnumerable<Guid> accounts = [userId, .. (known?.Accounts ?? []).Where(account => account != userId)];
        byte[] content = [.. id.ToByteArray(), .. accounts.Take(MostAccounts).SelectMany(account => account.ToByteArray())];
        http.Response.Cookies.Append(name, Convert.ToBase64String(protector.Protect(content)), new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps || environment.IsProduction(),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            Expires = clock.GetUtcNow() + Life,
            IsEssential = true,
        });
    }

    private (Guid Id, IReadOnlyList<Guid> Accounts)? Read(HttpContext http)
    {
        try
        {
            if (http.Request.Cookies[name] is not { Length: > 0 and < 2000 } cookie)
                return null;

            var ids = protector.Unprotect(Convert.FromBase64String(cookie)).Chunk(GuidLength).Select(bytes => new Guid(bytes)).ToList();
            return (ids[0], ids[1..]);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            return null; // made up, or from before the keys were lost
        }
    }
}
