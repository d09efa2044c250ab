using System.Text;
using Mono.Cecil;
using Portal.App;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// The groups of <c>Portal.App</c> and who may know whom: each only those before it. What goes the other way is a step that the later
/// group registers. The graph that follows is drawn in <c>docs/architecture.md</c>.
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
        ["Disputes"],
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
        Assert.Empty(Walk.Of(typeof(Registration).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && !Composition.Contains(type.Name)
                && !type.IsNested))
            .Where(type => !groups.Exists(
                group => type.Namespace == group || type.Namespace!.StartsWith(group + '.', StringComparison.Ordinal)))
            .Select(type => type.FullName));
    }

    [Fact]
    public void A_group_knows_only_those_before_it() => Assert.Empty(Walk.Of(Found.Value)
        .Where(arrow => PlaceOf(arrow.To) >= PlaceOf(arrow.From))
        .Select(arrow => $"{arrow.From} -> {arrow.To}: {string.Join(", ", arrow.Types)}"));

    [Fact]
    public void The_graph_in_the_documentation_is_the_one_of_the_code()
    {
        var graph = new StringBuilder("```mermaid\ngraph BT\n");
        foreach (var arrow in Found.Value)
            graph.Append("  ").Append(arrow.From).Append(" --> ").Append(arrow.To).Append('\n');
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

    private static int PlaceOf(string group) => Array.FindIndex(Order, line => line.Contains(group));

    private static List<Arrow> Find()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(Registration).Assembly.Location);
        var groups = Order.SelectMany(line => line).ToList();
        var known = assembly.MainModule.GetTypes()
            .Where(type => GroupOf(type) is not null && !Composition.Contains(Outermost(type).Name))
            .SelectMany(type => UsedBy(type).Select(used => (From: GroupOf(type)!, To: GroupOf(used), Type: Outermost(type).Name)))
            .Where(use => use.To is not null && use.To != use.From)
            .Distinct()
            .ToLookup(use => (use.From, To: use.To!), use => use.Type);
        return
        [
            .. from source in groups
               from target in groups
               where known.Contains((source, target))
               select new Arrow(source, target, [.. known[(source, target)].Order(StringComparer.Ordinal)]),
        ];
    }

    /// <summary>Null of what stands in no group: other assemblies, and the root.</summary>
    private static string? GroupOf(TypeReference type)
    {
        var space = Outermost(type).Namespace;
        return space.StartsWith(Root + '.', StringComparison.Ordinal) ? space[(Root.Length + 1)..].Split('.')[0] : null;
    }

    /// <summary>What a type stands on: what it is made of, and what its methods, lambdas and queries touch.</summary>
    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type) =>
        type.Interfaces.Select(one => one.InterfaceType).Append(type.BaseType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType))
            .Concat(type.Methods.SelectMany(UsedBy))
            .SelectMany(Parts);

    private static IEnumerable<TypeReference> UsedBy(MethodDefinition method)
    {
        foreach (var part in OfSignature(method))
            yield return part;
        if (!method.HasBody)
            yield break;

        foreach (var local in method.Body.Variables)
            yield return local.VariableType;
        foreach (var instruction in method.Body.Instructions)
        {
            var touched = instruction.Operand switch
            {
                MethodReference called => OfSignature(called).Append(called.DeclaringType)
                    .Concat(called is GenericInstanceMethod made ? made.GenericArguments : []),
                FieldReference field => [field.DeclaringType, field.FieldType],
                TypeReference named => [named],
                _ => [],
            };
            foreach (var part in touched)
                yield return part;
        }
    }

    private static IEnumerable<TypeReference> OfSignature(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    /// <summary>The type itself, and what it is an array or a generic of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private sealed record Arrow(string From, string To, IReadOnlyList<string> Types);
}
