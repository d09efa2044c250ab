using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Web.Components;
using Portal.Web.Pages.Admin;
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
        app.MapMoneyFiles();
        app.MapFinanceFiles();
    }
}
