using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using NetArchTest.Rules;
using Portal.Tests.Shared;
using Portal.Web.Components.Shared;
using Portal.Web.Components.Shared.Fields;
using Portal.Web.Texts;

namespace Portal.Web.Tests.Components;

/// <summary>The component library speaks the reader's language, wears the portal's colours, and is known to few.</summary>
public sealed class LibraryTests : ComponentTest
{
    // What the portal does not use: its lists and tables are its own, and nobody picks colours.
    private static readonly string[] Unused = ["MudDataGrid_", "MudDataGridPager_", "MudTable_", "MudTablePager_", "MudColorPicker_"];

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Every_word_of_the_library_is_translated(string language)
    {
        var library = new ResourceManager("MudBlazor.Resources.LanguageResource", typeof(MudComponentBase).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => !Array.Exists(Unused, key.StartsWith)).ToList();
        Assert.True(library.Count > 50, "the library's words were not found");
        var ours = new ResourceManager(typeof(LibraryTexts)).GetResourceSet(
            language == "vi" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true,
            tryParents: false)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key);

        Assert.Empty(library.Except(ours));
    }

    [Fact]
    public void A_calendar_speaks_Vietnamese()
    {
        var shown = Floating;
        var field = new FormField.Input("day", "day-label", null, null);
        var input = Render<DateInput>(
            parameters => parameters.Add(date => date.Field, field).Add(date => date.Value, new DateOnly(2024, 6, 12)));
        Assert.Equal("12/06/2024", input.Find("input#day").GetAttribute("value"));

        input.Find("button").Click();

        shown.WaitForAssertion(() => Assert.Contains("Tháng sau", shown.Markup, StringComparison.Ordinal));
        Assert.Contains("tháng 6", shown.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("5/7/2024", "2024-07-05")]
    [InlineData("05-07-2024", "2024-07-05")]
    [InlineData("5.7.24", "2024-07-05")]
    [InlineData("31/2/2024", null)]
    [InlineData("mai", null)]
    public void A_day_may_be_typed_without_noughts(string typed, string? day)
    {
        DateOnly? chosen = new DateOnly(2020, 1, 1);
        var input = Render<DateInput>(parameters => parameters.Add(date => date.Field, new FormField.Input("day", "day-label", null, null))
            .Add(date => date.Value, chosen)
            .Add(date => date.ValueChanged, EventCallback.Factory.Create<DateOnly?>(this, one => chosen = one)));

        input.Find("input#day").Change(typed);

        Assert.Equal(day, chosen?.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("7:05", "07:05")]
    [InlineData("07:05", "07:05")]
    [InlineData("7h05", "07:05")]
    [InlineData("1905", "19:05")]
    [InlineData("25:00", null)]
    public void A_time_may_be_typed_without_noughts_and_is_shown_with_them(string typed, string? time)
    {
        TimeOnly? chosen = new TimeOnly(1, 1);
        var input = Render<TimeInput>(parameters => parameters.Add(of => of.Field, new FormField.Input("time", "time-label", null, null))
            .Add(of => of.Value, chosen).Add(of => of.ValueChanged, EventCallback.Factory.Create<TimeOnly?>(this, one => chosen = one)));

        input.Find("input#time").Change(typed);

        Assert.Equal(time, chosen?.ToString("HH:mm", null));
    }

    [Fact]
    public void A_day_is_typed_as_people_write_it()
    {
        DateOnly? chosen = null;
        var field = new FormField.Input("day", "day-label", null, null);
        var input = Render<DateInput>(parameters => parameters.Add(date => date.Field, field).Add(date => date.Value, null)
            .Add(date => date.ValueChanged, EventCallback.Factory.Create<DateOnly?>(this, day => chosen = day)));

        input.Find("input#day").Change("05/07/2024");

        Assert.Equal(new DateOnly(2024, 7, 5), chosen);
    }

    [Fact]
    public async Task A_choice_is_made_from_the_list()
    {
        var chosen = 1;
        var select = Render<FormField>(
            parameters => parameters.Add(field => field.Label, "Ngân hàng").Add(field => field.ChildContent, field => builder =>
        {
            builder.OpenComponent<SelectInput<int>>(0);
            builder.AddComponentParameter(1, "Field", field);
            builder.AddComponentParameter(2, "Value", chosen);
            builder.AddComponentParameter(3, "ValueChanged", EventCallback.Factory.Create<int>(this, value => chosen = value));
            builder.AddComponentParameter(4, "Choices", (Choice<int>[])[new(1, "Một"), new(2, "Hai")]);
            builder.CloseComponent();
        }));
        Assert.Equal("Một", select.Find("input.mud-select-input").GetAttribute("value"));

        await ChooseAsync(select, "Ngân hàng", "Hai");

        Assert.Equal(2, chosen);
    }

    [Fact]
    public void Pages_know_nothing_of_the_library()
    {
        var knows = Types.InAssembly(typeof(FormField).Assembly).That().HaveDependencyOn("MudBlazor").GetTypes()
            .Select(type => type.FullName!).ToList();
        Assert.NotEmpty(knows);

        Assert.DoesNotContain(knows, type => !type.StartsWith("Portal.Web.Components.Shared.", StringComparison.Ordinal)
            && type is not ("Portal.Web.Components.Layout.MainLayout" or "Portal.Web.Setup.ComponentLibrary"
                or "Portal.Web.Setup.ComponentLibrarySetup")
            && !type.StartsWith("Portal.Web.Setup.ComponentLibrarySetup", StringComparison.Ordinal));
    }

    // The library puts these into rgba(), where a token cannot stand.
    [Theory]
    [InlineData("primary", "accent")]
    [InlineData("info", "information")]
    [InlineData("success", "success")]
    [InlineData("warning", "waiting")]
    [InlineData("error", "cancelled")]
    [InlineData("dark", "ink")]
    [InlineData("text-primary", "ink")]
    [InlineData("text-secondary", "ink-quiet")]
    [InlineData("surface", "surface")]
    [InlineData("divider", "hairline")]
    public async Task The_library_wears_the_colours_of_the_tokens(string library, string token)
    {
        var tokens = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot-assets/css/tokens.css"));
        var theme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot-assets/css/theme.css"));
        var colours = Regex.Match(tokens, $@"--{token}: light-dark\((#\w{{6}}), (#\w{{6}})\)", RegexOptions.None, TimeSpan.FromSeconds(1));
        var triplets = Regex.Matches(theme, $@"--mud-palette-{library}-rgb: ([\d, ]+);", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups[1].Value).ToList();

        Assert.Equal([Triplet(colours.Groups[1].Value), Triplet(colours.Groups[2].Value), Triplet(colours.Groups[2].Value)], triplets);
    }

    private static string Triplet(string colour) => string.Join(", ", Enumerable.Range(0, 3)
        .Select(at => Convert.ToInt32(colour.Substring(1 + (2 * at), 2), 16).ToString(CultureInfo.InvariantCulture)));
}
