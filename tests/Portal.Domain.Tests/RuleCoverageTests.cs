using System.Text.RegularExpressions;

namespace Portal.Domain.Tests;

/// <summary>Every rule of the rule book has a test that is named after it; the compiler cannot hold that, so this does.</summary>
public sealed partial class RuleCoverageTests
{
    /// <summary>
    /// The rules that are built: a section (<c>R1</c>) or a single rule (<c>R10.1</c>). The others join with the feature that
    /// needs them: weekly statements and settlement, and loyalty (R7.7–R7.9, R9).
    /// </summary>
    private static readonly string[] Built =
        ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9.6", "R10"];

    private static readonly string Root = FindRoot();
    private static readonly IReadOnlyList<string> Rules =
        [.. RuleLine().Matches(File.ReadAllText(Path.Combine(Root, "docs", "rules.md"))).Select(match => match.Groups["rule"].Value)];
    private static readonly ILookup<string, string> Tests = FindTests();

    public static TheoryData<string> BuiltRules =>
        [.. Rules.Where(rule => Built.Any(built => rule == built || rule.StartsWith(built + ".", StringComparison.Ordinal)))];

    public static TheoryData<string> NamedRules => [.. Tests.Select(rule => rule.Key)];

    [Theory]
    [MemberData(nameof(BuiltRules))]
    public void A_rule_that_is_built_has_a_test_named_after_it(string rule) =>
        Assert.True(Tests.Contains(rule), $"No test is named {rule.Replace('.', '_')}_…");

    [Theory]
    [MemberData(nameof(NamedRules))]
    public void A_rule_that_a_test_names_is_in_the_rule_book(string rule) => Assert.Contains(rule, Rules);

    [Fact]
    public void The_rule_book_is_read()
    {
        Assert.Equal(Rules.Count, Rules.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Built, built => Assert.Contains(Rules, rule => rule == built || rule.StartsWith(built + ".", StringComparison.Ordinal)));
    }

    // from the sources: no project of tests knows the others
    private static ILookup<string, string> FindTests() => Directory
        .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)))
        .ToLookup(match => $"R{match.Groups["section"].Value}.{match.Groups["number"].Value}", match => match.Value,
            StringComparer.Ordinal);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Portal.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");

        return directory.FullName;
    }

    [GeneratedRegex(@"^- (?<rule>R\d+\.\d+) ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"\b(?:void|Task)\s+R(?<section>\d+)_(?<number>\d+)_\w+\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex TestMethod();
}
