using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;

namespace Portal.Web.SignIn;

/// <summary>
/// Keeps cookies honest: every request asks whether the session still holds and with which rights, and sends people where they can go on
/// (sign in, set up the second factor) instead of showing them a closed door. Programs get a status, not a page.
/// </summary>
public sealed class SessionEvents(SessionQueries sessions, SessionActivity activity, RefusalJournal journal) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // a page comes with a score of files that are anybody's
        var request = context.HttpContext;
        if (request.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;

        if (context.Principal is { } person && person.SessionId() is { } session
            && await sessions.RightsAsync(session, request.RequestAborted) is { } rights)
        {
            context.ReplacePrincipal(person.With(rights));
            if (IsByPerson(request.Request))
                await activity.NoteAsync(session, request.RequestAborted);
            return;
        }

        context.RejectPrincipal();
        await request.SignOutAsync(context.Scheme.Name);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsProgram(context.Request) ? Status(context, StatusCodes.Status401Unauthorized) : base.RedirectToLogin(context);

    public override async Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (!IsProgram(context.Request) && http.User.LacksSecondFactor())
        {
            context.Response.Redirect(AccountPaths.With(
                AccountPaths.Authenticator, context.Request.PathBase + context.Request.Path + context.Request.QueryString));
            return;
        }

        if (!http.User.LacksSecondFactor())
            await journal.NoteAsync(ActorOf.User(http.User), AuditActions.Denied, what: Denials.Of(http));
        await Status(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>An open page that connects again, or asks for the newest version, does so without anybody in front of it.</summary>
    private static bool IsByPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/version", StringComparison.OrdinalIgnoreCase);

    private static bool IsProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || request.Path.Equals(AccountPaths.Seen, StringComparison.OrdinalIgnoreCase);

    // An empty body: the error pages fill it for people.
    private static Task Status(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The page that signed somebody in says where they go; the way back as it stands in the query is a stranger's to choose.
    /// </summary>
    public override Task RedirectToReturnUrl(RedirectContext<CookieAuthenticationOptions> context) => Task.CompletedTask;
}
