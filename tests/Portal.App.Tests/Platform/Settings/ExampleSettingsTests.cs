using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Portal.App.Platform.Settings;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Platform.Settings;

/// <summary><c>appsettings.example.json</c> is the documentation of the settings; these keep it true.</summary>
public sealed partial class ExampleSettingsTests
{
    private static readonly string File = Path.Combine(Repository.Root, "appsettings.example.json");

    [Fact]
    public void Example_binds_without_an_unknown_setting()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(File).Build();

        var settings = configuration.Get<PortalSettings>(options => options.ErrorOnUnknownConfiguration = true);

        Assert.NotNull(settings);
    }

    [Fact]
    public void Example_names_every_setting_with_its_default()
    {
        var bound = new ConfigurationBuilder().AddJsonFile(File).Build().Get<PortalSettings>()!;
        var defaults = new PortalSettings();
        using var example = JsonDocument.Parse(
            System.IO.File.ReadAllText(File), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });

        foreach (var section in typeof(PortalSettings).GetProperties())
        {
            Assert.True(example.RootElement.TryGetProperty(section.Name, out var values), $"{section.Name} is missing");
            foreach (var setting in section.PropertyType.GetProperties())
            {
                Assert.True(values.TryGetProperty(setting.Name, out _), $"{section.Name}:{setting.Name} is missing");
                Assert.Equal(
                    setting.GetValue(section.GetValue(defaults)),
                    setting.GetValue(section.GetValue(bound)));
            }
        }
    }

    [Fact]
    public void Example_gives_each_setting_a_line_of_meaning_unless_its_name_says_all()
    {
        string[] plain = ["Port", "User", "Password", "From"];
        foreach (var line in System.IO.File.ReadLines(File))
        {
            if (SettingLine().Match(line) is { Success: true } match && !plain.Contains(match.Groups["name"].Value))
                Assert.Contains("//", line, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("^    \"(?<name>[A-Za-z]+)\":", RegexOptions.ExplicitCapture)]
    private static partial Regex SettingLine();
}
