using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Portal.App;
using Portal.Demo;
using Portal.Domain.Common;
using Xunit;

namespace Portal.Tests.Shared;

/// <summary>
/// The portal as it was compiled, pages too: for tests about what code does, whichever words or lines it is written in. A lambda, an
/// iterator or an asynchronous method counts as part of the member that it stands in.
/// </summary>
public static class CompiledCode
{
    private static readonly Lazy<IReadOnlyList<CompiledMethod>> All = new(() => Read(
        [typeof(Dong).Assembly, typeof(Registration).Assembly, typeof(Demonstration).Assembly, typeof(Program).Assembly]));

    /// <summary>Every method of the domain, the use cases, the demonstration and the web.</summary>
    public static IReadOnlyList<CompiledMethod> Portal => All.Value;

    private static List<CompiledMethod> Read(IEnumerable<Assembly> assemblies)
    {
        var found = assemblies.SelectMany(assembly => ModuleDefinition.ReadModule(assembly.Location).GetTypes())
            .SelectMany(type => type.Methods).Where(method => method.HasBody).Select(method => new CompiledMethod(method)).ToList();
        Assert.True(found.Count > 5_000, "the portal's code was not found");
        return found;
    }
}

/// <summary>One compiled method.</summary>
public sealed partial class CompiledMethod(MethodDefinition method)
{
    /// <summary>The type in whose file it is written.</summary>
    public TypeDefinition Owner { get; } = OwnerOf(method.DeclaringType);

    /// <summary>The member of the source that it belongs to: <c>RunAsync</c> for whatever the compiler made of its lambdas too.</summary>
    public string Member { get; } = MemberOf(method);

    public IList<Instruction> Code => method.Body.Instructions;

    public IEnumerable<MethodReference> Calls => Code.Select(step => step.Operand).OfType<MethodReference>();

    /// <summary>The texts that stand in its code; constants are texts there too.</summary>
    public IEnumerable<string> Texts => Code.Where(step => step.OpCode == OpCodes.Ldstr).Select(step => (string)step.Operand);

    public override string ToString() => $"{Owner.Name}.{Member}";

    private static TypeDefinition OwnerOf(TypeDefinition type) => type.DeclaringType is { } outer ? OwnerOf(outer) : type;

    private static string MemberOf(MethodDefinition method)
    {
        if (Made().Match(method.Name) is { Success: true } local)
            return local.Groups["member"].Value;
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (Made().Match(type.Name) is { Success: true } made)
                return made.Groups["member"].Value;
        }

        return method.Name;
    }

    // <RunAsync>d__3, <RunAsync>b__5_0, <<RunAsync>b__1_0>d, <RunAsync>g__Inner|2_0
    [GeneratedRegex(@"^<+(?<member>[\w.]+)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Made();
}
