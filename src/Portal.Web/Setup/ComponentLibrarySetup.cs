using Microsoft.Extensions.Localization;
using MudBlazor;
using MudBlazor.Services;
using Portal.Web.Texts;

namespace Portal.Web.Setup;

/// <summary>
/// Where the library's files are. Not under the names that carry their hash, as ours are: under those the publisher of packages' files
/// offers none that is compressed, and the styles alone are 630 KB. The version in the address lets browsers keep them all the same.
/// </summary>
public static class ComponentLibrary
{
    public const string Folder = "/_content/MudBlazor/";

    private static readonly string Version = typeof(MudComponentBase).Assembly.GetName().Version!.ToString(3);

    public static string Styles { get; } = $"{Folder}MudBlazor.min.css?v={Version}";

    public static string Script { get; } = $"{Folder}MudBlazor.min.js?v={Version}";
}

/// <summary>MudBlazor, which the components in <c>Components/Shared</c> are made of. Its look is in css/theme.css.</summary>
public static class ComponentLibrarySetup
{
    public static void AddComponentLibrary(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            // an open list lets the rest of the page be used; a press beside it closes it
            options.PopoverOptions.ModalOverlay = false;
        });
        services.AddTransient<MudLocalizer, LibraryLocalizer>();
    }

    /// <summary>The library's own words in the reader's language.</summary>
    private sealed class LibraryLocalizer(IStringLocalizer<LibraryTexts> texts) : MudLocalizer
    {
        public override LocalizedString this[string key] => texts[key];

        public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
    }
}
