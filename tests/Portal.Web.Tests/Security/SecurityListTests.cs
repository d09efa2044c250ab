using System.Text.RegularExpressions;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Security;

/// <summary>docs/security.md answers every requirement of ASVS 5.0.0, levels 1 and 2, and names tests that there are.</summary>
public sealed partial class SecurityListTests
{
    private const int MostUnmet = 10;
    private const int ShortestReason = 12;

    private static readonly string[] Answers = ["test", "reason", "operator", "unmet"];

    private readonly string document = File.ReadAllText(Path.Combine(Repository.Root, "docs/security.md"));

    [Fact]
    public void Every_requirement_is_answered_once_and_every_test_that_is_named_exists()
    {
        var required = File.ReadAllText(Path.Combine(Repository.Root, "tests/Portal.Web.Tests/Security/asvs-5.0.0-levels-1-and-2.txt"))
            .Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var rows = Row().Matches(document).Select(row => (Id: row.Groups["id"].Value, About: row.Groups["about"].Value,
            Answer: row.Groups["answer"].Value, How: row.Groups["how"].Value)).ToList();
        var tests = TestNames();

        Assert.Equal(253, required.Length);
        Assert.Equal(required, rows.Select(row => row.Id));
        Assert.All(rows, row =>
        {
            Assert.Contains(row.Answer, Answers);
            Assert.True(row.About.Length > 3 && row.How.Length >= ShortestReason, $"{row.Id} is not answered");
            var named = TestName().Matches(row.How).Select(name => name.Groups["name"].Value).ToList();
            Assert.True(row.Answer != "test" || named.Count > 0, $"{row.Id} names no test");
            Assert.AllThereAre(named, name => Assert.True(tests.Contains(name), $"{row.Id}: there is no test {name}"));
        });
        Assert.InRange(rows.Count(row => row.Answer == "unmet"), 0, MostUnmet);
    }

    [Fact]
    public void The_document_names_its_own_test_and_the_parts_that_the_list_refers_to()
    {
        Assert.Contains(nameof(Every_requirement_is_answered_once_and_every_test_that_is_named_exists), document, StringComparison.Ordinal);
        foreach (var part in Reference().Matches(document).Select(reference => reference.Groups["part"].Value).Distinct())
            Assert.True(document.Contains($"## {part}", StringComparison.Ordinal)
                || document.Contains($"**{part}", StringComparison.Ordinal), $"There is no part {part}.");
    }

    // from the sources: no project of tests knows the others
    private static HashSet<string> TestNames() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(File.ReadAllText(file))).Select(method => method.Groups["name"].Value),
    ];

    [GeneratedRegex(@"^\| (?<id>V\d+\.\d+\.\d+) \| (?<about>[^|]*) \| \*\*(?<answer>\w+)\*\* \| (?<how>[^|]*) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+_\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();

    [GeneratedRegex(@"\*(?<part>[A-Z][^*|]+)\* above", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\[(Fact|Theory|DatabaseTheory|[A-Z]\w*(Fact|Theory))[^\n]*\]\s+(\[[^\n]*\]\s+|///[^\n]*\s+)*public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
