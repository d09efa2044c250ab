using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.App.Accounts;

namespace Portal.Web.Account;

/// <summary>
/// Keeps sessions honest: asks the database once a minute whether the session still holds, and sends people where they can
/// go on (sign in, set up the second factor) instead of showing them a closed door. Programs get a status, not a page.
/// </summary>
public sealed class SessionEvents(SessionQueries sessions, TimeProvider clock) : CookieAuthenticationEvents
{
    public static readonly TimeSpan RecheckAfter = TimeSpan.FromMinutes(1);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // A form may issue a new cookie, so it is never let in on the word of the old one: a session that was ended must not
        // renew itself within the minute.
        var onlyReads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (onlyReads && clock.GetUtcNow() - context.Properties.IssuedUtc < RecheckAfter)
            return;

        if (context.Principal is { } person && await SessionRevalidation.HoldsAsync(sessions, person, context.HttpContext.RequestAborted))
        {
            context.ShouldRenew = true;
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsProgram(context.Request) ? Status(context, StatusCodes.Status401Unauthorized) : base.RedirectToLogin(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsProgram(context.Request) || !context.HttpContext.User.LacksSecondFactor())
            return Status(context, StatusCodes.Status403Forbidden);

        context.Response.Redirect(AccountPaths.With(AccountPaths.Authenticator, context.Request.PathBase + context.Request.Path + context.Request.QueryString));
        return Task.CompletedTask;
    }

    private static bool IsProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    // An empty body: the error pages fill it for people.
    private static Task Status(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
