using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.App.Access.Users;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Web.Setup;

namespace Portal.Web.SignIn;

/// <summary>Begins and ends sessions: the only place that writes the cookies.</summary>
public sealed class Sessions(BeginSession begin, SwitchRole switchRole, EndSession end, BeginSecondStep beginSecondStep,
    SessionQueries queries, KnownDevices devices)
{
    /// <summary>
    /// Begins a session for whoever has just proved who they are, and says whether by a second factor too. The one whose cookie the browser
    /// had until now ends.
    /// </summary>
    public async Task<Outcome<BeginSession.Session>> StartAsync(HttpContext http, Guid userId, bool secondFactor)
    {
        var half = await HalfAsync(http);
        var outcome = await begin.RunAsync(
            ActorOf.User(http.User),
            new BeginSession.Input(userId, secondFactor, DeviceOf(http), http.User.SessionId(), secondFactor ? half : null),
            http.RequestAborted);
        if (!outcome.Succeeded)
            return outcome;

        await IssueAsync(http, outcome.Value.Id);
        await http.SignOutAsync(IdentitySetup.HalfSignedInScheme);
        devices.Remember(http, userId);
        return outcome;
    }

    /// <summary>Goes on in another of one's roles.</summary>
    public async Task<Outcome<BeginSession.Session>> SwitchAsync(HttpContext http, Guid membershipId)
    {
        var outcome = await switchRole.RunAsync(ActorOf.User(http.User), new SwitchRole.Input(membershipId), http.RequestAborted);
        if (outcome.Succeeded)
            await IssueAsync(http, outcome.Value.Id);
        return outcome;
    }

    /// <summary>Writes the cookie of a session: of a new one, or anew where what it says has changed.</summary>
    public async Task IssueAsync(HttpContext http, Guid sessionId)
    {
        if (await queries.FindAsync(sessionId, http.RequestAborted) is not { } session)
            return;

        var person = Person(
            IdentityConstants.ApplicationScheme,
            (ClaimTypes.NameIdentifier, session.UserId.ToString()),
            (PortalClaims.Session, session.Id.ToString()),
            (PortalClaims.Name, session.Name),
            (PortalClaims.SecondFactor, session.SecondFactor ? "1" : null),
            (PortalClaims.Membership, session.MembershipId?.ToString()),
            (PortalClaims.Role, session.Role?.ToString()),
            (PortalClaims.Partner, session.PartnerId?.ToString()),
            (PortalClaims.Shop, session.ShopId?.ToString()));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, person, new AuthenticationProperties { ExpiresUtc = session.EndsAt });
    }

    /// <summary>The password was right and the code is still to come.</summary>
    public async Task StartHalfAsync(HttpContext http, Guid userId)
    {
        var token = await beginSecondStep.RunAsync(Actor.Nobody, new BeginSecondStep.Input(userId), http.RequestAborted);
        if (token.Succeeded)
            await http.SignInAsync(
                IdentitySetup.HalfSignedInScheme, Person(IdentitySetup.HalfSignedInScheme, (PortalClaims.SecondStep, token.Value)));
    }

    /// <summary>Whose password was right a few minutes ago; null for nobody.</summary>
    public async Task<Guid?> HalfSignedInAsync(HttpContext http) =>
        await queries.SecondStepAsync(await HalfAsync(http), http.RequestAborted);

    /// <summary>Signs out: the session is over, whoever holds a copy of its cookie.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (http.User.SessionId() is { } session)
            await end.RunAsync(ActorOf.User(http.User), new EndSession.Input(session), CancellationToken.None);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentitySetup.HalfSignedInScheme);
    }

    /// <summary>Where somebody goes once their session has begun.</summary>
    public static string Next(BeginSession.Session session, bool secondFactor, string? returnUrl) =>
        session.Role is { } role && role.NeedsSecondFactor() && !secondFactor
            ? AccountPaths.With(AccountPaths.Authenticator, returnUrl)
            : AccountPaths.Back(returnUrl);

    private static async Task<string?> HalfAsync(HttpContext http) =>
        (await http.AuthenticateAsync(IdentitySetup.HalfSignedInScheme)).Principal?.FindFirstValue(PortalClaims.SecondStep);

    private static Device DeviceOf(HttpContext http) => new(http.User.FindFirstValue(PortalClaims.Address), http.Request.Headers.UserAgent);

    private static ClaimsPrincipal Person(string scheme, params (string Type, string? Value)[] claims)
    {
        var identity = new ClaimsIdentity(scheme, PortalClaims.Name, PortalClaims.Role);
        foreach (var (type, value) in claims)
        {
            if (value is not null)
                identity.AddClaim(new Claim(type, value));
        }

        return new ClaimsPrincipal(identity);
    }
}
