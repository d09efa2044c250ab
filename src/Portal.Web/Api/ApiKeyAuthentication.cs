using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.App.Access.ApiKeys;
using Portal.Domain.Common;

namespace Portal.Web.Api;

/// <summary>
/// <c>Authorization: Bearer &lt;key&gt;</c>. The API knows no other way in: no cookie of a signed-in person opens it, so no
/// page of somebody else's can make a browser call it.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyDirectory keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";

    private const string Bearer = "Bearer ";
    private const int LongestKey = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var secret = value[Bearer.Length..].Trim();
        if (secret.Length is 0 or > LongestKey || await keys.FindAsync(secret, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("There is no such key.");

        Context.Features.Set(key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Actor.ClientId.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.WriteAsync(
        Context,
        new Refusal(RefusalKind.Unauthenticated, Request.Headers.Authorization.Count == 0
            ? ApiKeyRefusals.Missing : ApiKeyRefusals.Unknown));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, Refusal.Forbidden());
}
