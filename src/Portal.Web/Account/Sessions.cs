using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.App.Accounts;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Web.Setup;

namespace Portal.Web.Account;

/// <summary>Begins and ends sessions: the only place that writes the cookies.</summary>
public sealed class Sessions(BeginSession begin, SessionQueries queries)
{
    /// <summary>
    /// Begins a session in the role asked for, or in the last one. The caller has proved who it is, and says whether by a
    /// second factor too.
    /// </summary>
    public async Task<Outcome<BeginSession.Session>> StartAsync(
        HttpContext http, Guid userId, bool secondFactor, Guid? membershipId = null)
    {
        var outcome = await begin.RunAsync(ActorOf.User(http.User), new BeginSession.Input(userId, membershipId), http.RequestAborted);
        if (!outcome.Succeeded)
            return outcome;

        var session = outcome.Value;
        var person = Person(session.UserId, session.Stamp, IdentityConstants.ApplicationScheme,
            (PortalClaims.Name, session.Name),
            (PortalClaims.SecondFactor, secondFactor ? "1" : null),
            (PortalClaims.Membership, session.MembershipId?.ToString()),
            (PortalClaims.Role, session.Role?.ToString()),
            (PortalClaims.Partner, session.PartnerId?.ToString()),
            (PortalClaims.Shop, session.ShopId?.ToString()));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, person);
        await http.SignOutAsync(IdentitySetup.HalfSignedInScheme);
        return outcome;
    }

    /// <summary>The password was right and the code is still to come.</summary>
    public static Task StartHalfAsync(HttpContext http, CheckPassword.Checked password) =>
        http.SignInAsync(IdentitySetup.HalfSignedInScheme, Person(password.UserId, password.Stamp, IdentitySetup.HalfSignedInScheme));

    /// <summary>Whose password was right a few minutes ago; null for nobody.</summary>
    public async Task<Guid?> HalfSignedInAsync(HttpContext http)
    {
        var half = await http.AuthenticateAsync(IdentitySetup.HalfSignedInScheme);
        return half.Principal is { } person && person.UserId() is { } id && person.FindFirstValue(PortalClaims.Stamp) is { } stamp
            && await queries.HoldsAsync(id, stamp, null, http.RequestAborted)
            ? id
            : null;
    }

    public static async Task EndAsync(HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentitySetup.HalfSignedInScheme);
    }

    /// <summary>Where somebody goes once his session has begun.</summary>
    public static string Next(BeginSession.Session session, bool secondFactor, string? returnUrl) =>
        session.Role is { } role && role.NeedsSecondFactor() && !secondFactor
            ? AccountPaths.With(AccountPaths.Authenticator, returnUrl)
            : AccountPaths.Back(returnUrl);

    private static ClaimsPrincipal Person(Guid userId, string stamp, string scheme, params (string Type, string? Value)[] claims)
    {
        var identity = new ClaimsIdentity(scheme, PortalClaims.Name, PortalClaims.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, userId.ToString()));
        identity.AddClaim(new Claim(PortalClaims.Stamp, stamp));
        foreach (var (type, value) in claims)
        {
            if (value is not null)
                identity.AddClaim(new Claim(type, value));
        }

        return new ClaimsPrincipal(identity);
    }
}
