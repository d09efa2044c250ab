using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Auditing;

namespace Portal.Web.SignIn;

/// <summary>
/// What the audit log says of an endpoint that refused somebody: its pattern, which is one of a few, and never what they typed.
/// </summary>
public static class Denials
{
    /// <summary>As <c>GET /admin/identities/{id:guid}/{side}</c>.</summary>
    public static string Of(HttpContext http) =>
        $"{Method(http.Request)} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?"}";

    /// <summary>Notes that the API refused a key what it may not do.</summary>
    public static Task NoteAsync(HttpContext http) =>
        http.Features.Get<KnownKey>() is { } key
            ? http.RequestServices.GetRequiredService<RefusalJournal>().NoteAsync(
                key.Actor with { Address = http.User.FindFirst(PortalClaims.Address)?.Value }, AuditActions.Denied, what: Of(http))
            : Task.CompletedTask;

    private static string Method(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? HttpMethods.Get
        : HttpMethods.IsPost(request.Method) ? HttpMethods.Post
        : HttpMethods.IsDelete(request.Method) ? HttpMethods.Delete
        : "?";
}
