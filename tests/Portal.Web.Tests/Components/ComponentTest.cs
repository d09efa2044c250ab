using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Texts;
using Portal.Tests.Shared;
using Portal.Web.Setup;

namespace Portal.Web.Tests.Components;

/// <summary>A test of shared components: in Vietnamese, with a clock that stands still.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    private IRenderedComponent<MudPopoverProvider>? floating;

    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = TextCatalog.Vietnamese;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddComponentLibrary();

        // the button on each list finds none that can be taken out, and is not there; walks over the whole host look at it
        Services.AddSingleton(new ExportCatalogue([]));
        Services.AddSingleton(new ExportMaker(null!));
        Services.AddSingleton(new RequestExport(null!, null!, null!, null!, null!, null!));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>12 June 2024, 09:30 in Vietnam.</summary>
    protected TestClock Clock { get; } = new(new DateTimeOffset(2024, 6, 12, 2, 30, 0, TimeSpan.Zero));

    /// <summary>Where lists of choices and calendars show, as the layout has it. Rendered once it is asked for.</summary>
    protected IRenderedComponent<MudPopoverProvider> Floating => floating ??= Render<MudPopoverProvider>();

    /// <summary>Opens the select whose input has the label, and presses the choice with the text.</summary>
    protected async Task ChooseAsync<TComponent>(IRenderedComponent<TComponent> page, string label, string choice)
        where TComponent : IComponent
    {
        var shown = Floating;
        var field = page.FindAll("label").Single(one => one.TextContent.Trim().StartsWith(label, StringComparison.Ordinal))
            .GetAttribute("for");
        await page.Find($"#{field}").ParentElement!.MouseDownAsync();
        shown.WaitForElement(".mud-list-item");
        await shown.FindAll(".mud-list-item").Single(item => item.TextContent.Trim() == choice).ClickAsync();
    }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // the library's services can only be disposed of asynchronously
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await EndAsync();
        await DisposeAsync();
    }

    /// <summary>What a test ends besides its components.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    protected void Open(string address) =>
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
