using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Web.Components;
using Portal.Web.Pages.Admin;
using Portal.Web.Pages.Finance;
using Portal.Web.Pages.Money;
using Portal.Web.Pages.Partner;
using Portal.Web.Pages.Shop;
using Radzen;

namespace Portal.Web.Setup;

/// <summary>The pages: Blazor on the server, with the frame around them.</summary>
public static class PagesSetup
{
    public static void AddPortalPages(this IServiceCollection services)
    {
        // Vietnamese letters as letters: as numeric entities every page would be half as long again
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
    }

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
