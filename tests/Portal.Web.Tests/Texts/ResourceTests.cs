using System.Text.RegularExpressions;
using Portal.App.Platform.Texts;
using Portal.Web.Texts;

namespace Portal.Web.Tests.Texts;

public sealed partial class ResourceTests
{
    public static TheoryData<string> Files => [.. ResourceFiles.All];

    [Theory, MemberData(nameof(Files))]
    public void Both_languages_have_the_same_keys_and_no_empty_text(string file)
    {
        var vietnamese = ResourceFiles.Vietnamese(file);
        var english = ResourceFiles.InEnglish(file);

        Assert.Empty(vietnamese.Keys.Except(english.Keys));
        Assert.Empty(english.Keys.Except(vietnamese.Keys));
        Assert.DoesNotContain(vietnamese.Concat(english), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Theory, MemberData(nameof(Files))]
    public void Both_languages_fill_in_the_same_facts(string file)
    {
        var english = ResourceFiles.InEnglish(file);
        foreach (var (key, text) in ResourceFiles.Vietnamese(file))
            Assert.True(Places(text).SetEquals(Places(english[key])),
                $"{key}: {string.Join(", ", Places(text))} and {string.Join(", ", Places(english[key]))}");
    }

    /// <summary>
    /// Texts are looked up by the namespace of the class that marks them: it must stand beside them, or people read the keys.
    /// </summary>
    [Fact]
    public void Texts_are_found_where_their_marker_stands()
    {
        var portal = typeof(CommonTexts).Assembly;
        var markers = portal.GetTypes().Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .Select(type => type.FullName + ".resources").Order(StringComparer.Ordinal);

        Assert.Equal(portal.GetManifestResourceNames().Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal), markers);
    }

    [Theory, InlineData("RefusalTexts"), InlineData("TraceTexts"), InlineData("RuleTexts")]
    public void Every_fact_is_shown_in_a_way_that_exists(string name)
    {
        foreach (var (key, text) in ResourceFiles.Named(name))
            Assert.AllThereAre(TextTemplate.Places(text),
                place => Assert.True(TextTemplate.Formats.Contains(place.Format), $"{key}: {place}"));
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_exists()
    {
        var missing = new List<string>();
        foreach (var file in ResourceFiles.Code(".razor", ".razor.cs"))
        {
            var code = File.ReadAllText(file);
            var beside = file.EndsWith(".razor", StringComparison.Ordinal) && File.Exists(file + ".cs")
                ? File.ReadAllText(file + ".cs") : "";
            var imports = Path.Combine(Path.GetDirectoryName(file)!, "_Imports.razor");
            var inFolder = File.Exists(imports) ? File.ReadAllText(imports) : "";
            foreach (var (variable, texts) in Localizers(code + beside + inFolder).DistinctBy(localizer => localizer.Variable))
            {
                // a name that is built at run time cannot be read here; a single quoted string or a choice between some can
                var asked = Regex.Matches(
                    code, $"""(?<![\w.]){variable}\[(?<keys>[^\]$]*)\]""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                    .SelectMany(use => KeyIn(use.Groups["keys"].Value));
                missing.AddRange(asked.Where(key => !texts.ContainsKey(key)).Select(key => $"{Path.GetFileName(file)}: {key}"));
            }
        }

        Assert.Empty(missing);
    }

    private static IEnumerable<(string Variable, IReadOnlyDictionary<string, string> Texts)> Localizers(string code)
    {
        yield return ("C", ResourceFiles.Named("CommonTexts"));
        foreach (Match injected in InjectedTexts().Matches(code))
            yield return (injected.Groups["variable"].Value, ResourceFiles.Named(injected.Groups["texts"].Value));
    }

    // the key is the first argument: what follows a comma is filled into the text
    private static IEnumerable<string> KeyIn(string arguments)
    {
        if (arguments.Split(',')[0] is not { } first || !first.Contains('"', StringComparison.Ordinal))
            return [];
        if (first.Contains('+', StringComparison.Ordinal))
            return []; // built at run time from a beginning
        var choice = first.Contains('?', StringComparison.Ordinal) ? first[(first.IndexOf('?', StringComparison.Ordinal) + 1)..] : first;
        return QuotedText().Matches(choice).Select(quoted => quoted.Groups["text"].Value);
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Value)];

    [GeneratedRegex(@"\{[\w:]+\}")]
    private static partial Regex Place();

    [GeneratedRegex("""
        "(?<text>[\w-]+)"
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"IStringLocalizer<(?<texts>\w+)>\s+(?<variable>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex InjectedTexts();
}
