using System.Text;
using NetArchTest.Rules;
using Portal.App;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// The groups of <c>Portal.App</c> and who may know whom: each only those before it. What still points back is listed type by type in
/// <c>BackArrows.txt</c>, which only gets shorter, and the graph that follows is drawn in <c>docs/architecture.md</c>.
/// </summary>
public sealed class GroupTests
{
    /// <summary>In order: a group knows those of the lines above, and not its neighbours.</summary>
    private static readonly string[][] Order =
    [
        ["Platform"],
        ["Access", "Catalogue"],
        ["Partners"],
        ["Traffic"],
        ["Orders"],
        ["Attribution"],
        ["Eligibility", "Risk"],
        ["Money"],
        ["Documents"],
        ["Backlog", "Search"],
    ];

    private static readonly string Root = typeof(Registration).Namespace!;

    /// <summary>What puts all groups together, and so knows them all.</summary>
    private static readonly HashSet<string> Composition = [nameof(Registration), nameof(PortalDb)];

    private static readonly Lazy<IReadOnlyList<Arrow>> Found = new(Find);

    [Fact]
    public void Every_type_stands_in_a_group()
    {
        var groups = Order.SelectMany(line => line).Select(group => $"{Root}.{group}").ToList();
        Assert.Empty(typeof(Registration).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && !Composition.Contains(type.Name) && !type.IsNested)
            .Where(type => !groups.Exists(group => type.Namespace == group || type.Namespace!.StartsWith(group + '.', StringComparison.Ordinal)))
            .Select(type => type.FullName));
    }

    [Fact]
    public void A_group_knows_only_those_before_it_but_for_what_is_listed_and_goes()
    {
        var back = Found.Value.Where(arrow => !IsAllowed(arrow)).Select(arrow => $"{arrow.From} -> {arrow.To}: {string.Join(", ", arrow.Types)}").ToList();

        var file = Path.Combine(Repository.Root, "tests/Portal.Web.Tests/Architecture/BackArrows.txt");
        if (Renew)
            File.WriteAllLines(file, back);
        Assert.Equal(File.ReadAllLines(file), back);
    }

    [Fact]
    public void The_graph_in_the_documentation_is_the_one_of_the_code()
    {
        var graph = new StringBuilder("```mermaid\ngraph BT\n");
        foreach (var arrow in Found.Value)
            graph.Append("  ").Append(arrow.From).Append(IsAllowed(arrow) ? " --> " : " -. back .-> ").Append(arrow.To).Append('\n');
        graph.Append("```\n");

        var file = Path.Combine(Repository.Root, "docs/architecture.md");
        var text = File.ReadAllText(file);
        var drawn = text[text.IndexOf("```mermaid\n", StringComparison.Ordinal)..];
        if (Renew)
            File.WriteAllText(file, text[..^drawn.Length] + graph);
        else
            Assert.Equal(graph.ToString(), drawn);
    }

    /// <summary>Asked for after a change of arrows that is meant.</summary>
    private static bool Renew => Environment.GetEnvironmentVariable("PORTAL_RENEW_GRAPH") == "1";

    private static bool IsAllowed(Arrow arrow) => PlaceOf(arrow.To) < PlaceOf(arrow.From);

    private static int PlaceOf(string group) => Array.FindIndex(Order, line => line.Contains(group));

    private static List<Arrow> Find()
    {
        var groups = Order.SelectMany(line => line).ToList();
        return
        [
            .. from source in groups
               from target in groups
               where source != target
               let types = Types.InAssembly(typeof(Registration).Assembly).That().ResideInNamespaceStartingWith($"{Root}.{source}")
                   .And().HaveDependencyOn($"{Root}.{target}").GetTypes().Select(Outermost).Where(name => !Composition.Contains(name)).Distinct().Order(StringComparer.Ordinal).ToList()
               where types.Count > 0
               select new Arrow(source, target, types),
        ];
    }

    private static string Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Name;
    }

    private sealed record Arrow(string From, string To, IReadOnlyList<string> Types);
}
