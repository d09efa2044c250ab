using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Web.SignIn;

/// <summary>Ends the session. A form of the portal must ask for it, so that no other site can sign people out.</summary>
public static class SignOutEndpoint
{
    public static void MapSignOut(this WebApplication app) =>
        app.MapPost(AccountPaths.SignOut, async (HttpContext http, IAntiforgery antiforgery, Sessions sessions) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                return Results.BadRequest();

            await sessions.EndAsync(http);
            http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
            return Results.LocalRedirect(AccountPaths.SignIn);
        }).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
}
