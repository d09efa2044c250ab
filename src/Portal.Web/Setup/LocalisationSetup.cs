using Microsoft.AspNetCore.Localization;
using Portal.App.Texts;
using Portal.Web.Account;

namespace Portal.Web.Setup;

/// <summary>Vietnamese unless the person chose English: a cookie decides, never the browser's own language, which few have set on purpose.</summary>
public static class LocalisationSetup
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static void AddPortalLocalisation(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(TextCatalog.Vietnamese.Name);
            options.SupportedCultures = options.SupportedUICultures = [TextCatalog.Vietnamese, TextCatalog.English];
            options.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
    }

    /// <summary>The switch in the top bar: keeps the choice and returns to the page that it was made on, which must be the portal's own.</summary>
    public static void MapCultureSwitch(this WebApplication app) =>
        app.MapGet("/culture", (string to, string? back, HttpContext context) =>
        {
            var culture = to == "en" ? TextCatalog.English : TextCatalog.Vietnamese;
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions { MaxAge = Remembered, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, HttpOnly = true });
            return Results.LocalRedirect(AccountPaths.Back(back));
        }).AllowAnonymous().ExcludeFromDescription();
}
