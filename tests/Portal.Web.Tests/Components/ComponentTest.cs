using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Texts;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Components;

/// <summary>A test of shared components: in Vietnamese, with a clock that stands still.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = TextCatalog.Vietnamese;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>12 June 2024, 09:30 in Vietnam.</summary>
    protected TestClock Clock { get; } = new(new DateTimeOffset(2024, 6, 12, 2, 30, 0, TimeSpan.Zero));

    protected void Open(string address) =>
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
