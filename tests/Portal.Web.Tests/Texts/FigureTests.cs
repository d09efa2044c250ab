using System.Text.RegularExpressions;
using Portal.App.Catalogue.Tax;
using Portal.App.Platform.Settings;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Texts;

/// <summary>
/// Rates, thresholds and limits are settings, policies and versions (R6.3, R10.1, R10.2): a text that has one in it is wrong as soon as
/// another is in force. Texts take them as facts.
/// </summary>
public sealed partial class FigureTests
{
    /// <summary>Texts whose figures are no rule of the portal's: how something is typed, and a unit.</summary>
    private static readonly IReadOnlyDictionary<string, string> Plain = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Field_unreadable_amount"] = "how an amount is typed",
        ["AmountMalformed"] = "how an amount is typed",
        ["ReportFormatText"] = "how an amount is typed",
        ["ReportExample"] = "a report of a shop",
        ["Setting_pointsPer1000"] = "the unit that the setting's name has",
    };

    /// <summary>The demonstration makes up its own figures.</summary>
    private static readonly string Demo = $"{Path.DirectorySeparatorChar}Portal.Demo{Path.DirectorySeparatorChar}";

    [Fact]
    public void R10_2_No_text_has_an_amount_or_a_rate_in_it()
    {
        var found = Texts().Where(text => Figure().IsMatch(text.Value)).ToList();

        Assert.Empty(found.Where(text => !Plain.ContainsKey(text.Key)).Select(text => $"{text.Key}: {text.Value}"));
        Assert.Empty(Plain.Keys.Except(found.Select(text => text.Key))); // none is excused that needs no excuse
    }

    [Fact]
    public void R10_2_No_page_has_an_amount_or_a_rate_in_it() =>
        Assert.Empty(Pages().SelectMany(page => Comment().Replace(page.Text, "").Split('\n').Where(line => Figure().IsMatch(line))
            .Select(line => $"{page.Name}: {line.Trim()}")));

    /// <summary>
    /// Only the policies that ship with the product know what they withhold; the settings' limit of corrections is no tax.
    /// </summary>
    [Fact]
    public void R6_3_No_code_knows_the_figures_of_a_tax_policy()
    {
        string[] may = [nameof(LedgerSettings), nameof(TaxPolicyRow)];
        var knows = CompiledCode.Portal.Where(method => method.Owner.Module.Name != "Portal.Demo.dll"
            && method.Code.Any(step => step.Operand is 2_000_000 or 5_000_000 or 2_000_000L or 5_000_000L))
            .Select(method => method.Owner.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(may, knows);
    }

    [Theory]
    [InlineData("ngưỡng 2.000.000 ₫", true)]
    [InlineData("from 5,000,000", true)]
    [InlineData("giữ lại 10 %", true)]
    [InlineData("9% phụ thu", true)]
    [InlineData("dưới 500000 đồng", true)]
    [InlineData("{threshold:dong}, {rateBps:rate}", false)]
    [InlineData("12 chữ số, trong 7 ngày, luật 122/2025", false)]
    public void Such_texts_are_found(string text, bool found) => Assert.Equal(found, Figure().IsMatch(text));

    private static IEnumerable<KeyValuePair<string, string>> Texts() =>
        ResourceFiles.All.SelectMany(file => ResourceFiles.Vietnamese(file).Concat(ResourceFiles.InEnglish(file)));

    /// <summary>The portal's own pages and components; the demo shop stands for somebody else's site.</summary>
    private static IEnumerable<(string Name, string Text)> Pages() => ResourceFiles.Code(".razor")
        .Where(file => !file.Contains(Demo, StringComparison.Ordinal)).Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    [GeneratedRegex(@"@\*.*?\*@|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    /// <summary>A grouped number, one before the sign of money, or one before a percent sign.</summary>
    [GeneratedRegex(@"(?<![\w.,{])\d{1,3}([.,]\d{3})+(?![\w])|\d\s*(₫|đồng|VND|%)")]
    private static partial Regex Figure();
}
