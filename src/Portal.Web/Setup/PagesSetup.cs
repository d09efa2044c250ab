using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Web.Components;
using Portal.Web.Pages.Admin;
using Portal.Web.Pages.Documents;
using Portal.Web.Pages.Evidence;
using Portal.Web.Pages.Exports;
using Portal.Web.Pages.Finance;
using Portal.Web.Pages.Partner;
using Portal.Web.Pages.Partner.Money;
using Portal.Web.Pages.Shop;

namespace Portal.Web.Setup;

/// <summary>The pages: Blazor on the server, with the frame around them.</summary>
public static class PagesSetup
{
    private const string Connection = "/_blazor";

    public static void AddPortalPages(this IServiceCollection services)
    {
        // Vietnamese letters as letters: as numeric entities every page would be half as long again
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddComponentLibrary();
    }

    /// <summary>
    /// The script of the pages asks for its connection relative to the page's own address, since pages have no base element:
    /// <c>/admin/users</c> calls <c>/admin/_blazor/negotiate</c>.
    /// </summary>
    public static void UseConnectionsOfDeepPages(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.Value is { } path && path.IndexOf(Connection, StringComparison.Ordinal) is var at and > 0)
            context.Request.Path = path[at..];
        return next(context);
    });

    /// <summary>
    /// Browsers may keep for good what has its version in its address: the typeface, and the component library's files.
    /// </summary>
    public static void UseLastingFiles(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal)
            || (context.Request.Path.Value!.StartsWith(ComponentLibrary.Folder, StringComparison.Ordinal)
                && context.Request.Query.ContainsKey("v")))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK)
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    public static void MapPortalPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapCultureSwitch();
        app.MapVersion();
        app.MapShopFiles();
        app.MapRazorComponents<PortalApp>().AddInteractiveServerRenderMode(options =>
            // SecurityHeadersSetup says who may frame our pages: nobody
            options.ContentSecurityFrameAncestorsPolicy = null);
        app.MapPartnerFiles();
        app.MapIdentityFiles();
        app.MapEvidenceFiles();
        app.MapDocumentFiles();
        app.MapMoneyFiles();
        app.MapFinanceFiles();
        app.MapExportFiles();
    }
}
