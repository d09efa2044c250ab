using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.App.Accounts;

namespace Portal.Web.Account;

/// <summary>
/// Asks once a minute, for each open page, whether its session still holds. A page that no longer may be open finds itself
/// signed out, without waiting for a reload.
/// </summary>
public sealed class SessionRevalidation(SessionQueries sessions, ILoggerFactory log) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => SessionEvents.RecheckAfter;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        HoldsAsync(sessions, authenticationState.User, cancellationToken);

    internal static async Task<bool> HoldsAsync(SessionQueries sessions, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.UserId() is { } id
        && person.FindFirstValue(PortalClaims.Stamp) is { } stamp
        && await sessions.HoldsAsync(id, stamp, person.MembershipId(), cancellationToken);
}
