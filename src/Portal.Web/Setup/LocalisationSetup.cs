using Microsoft.AspNetCore.Localization;
using Portal.App.Platform.Texts;
using Portal.Web.SignIn;

namespace Portal.Web.Setup;

/// <summary>
/// Vietnamese unless the person chose English: a cookie decides, never the browser's own language, which few have set on purpose.
/// </summary>
public static class LocalisationSetup
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static void AddPortalLocalisation(this WebApplicationBuilder builder)
    {
        var cookie = CookieName(builder.Environment);
        builder.Services.AddLocalization();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(TextCatalog.Vietnamese.Name);
            options.SupportedCultures = options.SupportedUICultures = [TextCatalog.Vietnamese, TextCatalog.English];
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = cookie }];
        });
    }

    private static string CookieName(IHostEnvironment environment) =>
        PortalCookies.Name(CookieRequestCultureProvider.DefaultCookieName, environment);

    /// <summary>
    /// The switch in the top bar: keeps the choice and returns to the page that it was made on, which must be the portal's own.
    /// </summary>
    public static void MapCultureSwitch(this WebApplication app) =>
        app.MapGet("/culture", (string? to, string? back, HttpContext context) =>
        {
            var culture = to == "en" ? TextCatalog.English : TextCatalog.Vietnamese;
            context.Response.Cookies.Append(
                CookieName(app.Environment),
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions
                {
                    MaxAge = Remembered,
                    IsEssential = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps
                    || app.Environment.IsProduction(),
                    HttpOnly = true
                });
            return Results.LocalRedirect(AccountPaths.Back(back));
        }).AllowAnonymous().ExcludeFromDescription();
}
