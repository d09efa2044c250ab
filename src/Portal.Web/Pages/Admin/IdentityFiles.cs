using Portal.App.Partners;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Platform.Security;
using Portal.Domain.Partners;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Admin;

/// <summary>The pictures of cards, for whoever has a ticket to look at them (R10.3).</summary>
public static class IdentityFiles
{
    public const string Front = "front";
    public const string Back = "back";

    /// <summary>A stranger's file: it may show itself and do nothing.</summary>
    private const string ContentPolicy = "default-src 'none'; sandbox";

    public static string Address(Guid request, string side, string ticket) =>
        $"/admin/identities/{request}/{side}?ticket={Uri.EscapeDataString(ticket)}";

    public static void MapIdentityFiles(this WebApplication app) =>
        app.MapGet("/admin/identities/{id:guid}/{side:regex(^(front|back)$)}", PictureAsync)
            .RequireAuthorization(PartnerPermissions.OperatorWrite)
            .ExcludeFromDescription();

    private static async Task<IResult> PictureAsync(HttpContext http, Guid id, string side, string? ticket, ViewIdentityPictures pictures)
    {
        if (await pictures.OpenAsync(ActorOf.User(http.User), id, side == Front, ticket, http.RequestAborted) is not { } picture)
            return Results.NotFound();

        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        return Results.File(picture, IdentityPicture.ContentType(picture));
    }
}
