using System.Text.RegularExpressions;
using Portal.App;
using Portal.Domain.Common;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Architecture;

/// <summary>The glossary names what is there.</summary>
public sealed partial class GlossaryTests
{
    [Fact]
    public void Every_name_of_the_glossary_is_a_type_or_a_member_of_one()
    {
        var types = new[] { typeof(Dong).Assembly, typeof(Registration).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .ToLookup(type => type.Name, StringComparer.Ordinal);
        var names = File.ReadLines(Path.Combine(Repository.Root, "docs/glossary.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|')[3])
            .SelectMany(cell => Name().Matches(cell))
            .Select(match => (Type: match.Groups["type"].Value, Member: match.Groups["member"].Value)).ToList();

        Assert.InRange(names.Count, 40, int.MaxValue);
        Assert.All(names, name =>
            Assert.Contains(types[name.Type], type => name.Member.Length == 0 || type.GetMember(name.Member).Length > 0));
    }

    [GeneratedRegex(@"`(?<type>\w+)(\.(?<member>\w+))?`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
