using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// Which texts that stand in compiled code can come to a place of it. Texts go from arguments, variables, fields and results to each other;
/// what happens to them in other assemblies (dictionaries, tuples, databases) is not seen.
/// </summary>
internal sealed class TextFlow
{
    private const string Literal = "text ";

    private static readonly ImmutableHashSet<string> Unknown = [];

    private readonly Dictionary<string, HashSet<string>> sources = new(StringComparer.Ordinal);
    private readonly List<Comparison> comparisons = [];
    private readonly HashSet<string> own;

    public TextFlow(params IEnumerable<string> files)
    {
        var paths = files.ToList();
        own = [.. paths.Select(path => Path.GetFileNameWithoutExtension(path)!)];
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(paths[0]));
        foreach (var path in paths)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver });
            foreach (var method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
                new Walk(this, method).Run();
        }
    }

    /// <summary>The property whose texts are followed: what an instance holds, however it was made.</summary>
    public static string PropertyOf(Type type, string name) => $"field {type.FullName}.<{name}>k__BackingField";

    /// <summary>Reading the property.</summary>
    public static string ReadingOf(Type type, string name) => $"result {type.FullName}.get_{name}/0";

    /// <summary>The texts that come to a place.</summary>
    /// <param name="place">As <see cref="PropertyOf"/> names it.</param>
    /// <param name="except">Places that nothing is followed beyond.</param>
    public IReadOnlySet<string> TextsAt(string place, params IEnumerable<string> except) => Texts(Behind([place], [.. except]));

    /// <summary>The texts that are compared with what comes from a place.</summary>
    public IReadOnlyList<(string Method, string Text)> TextsComparedWith(params IReadOnlyCollection<string> places)
    {
        var found = new List<(string, string)>();
        foreach (var (method, left, right) in comparisons)
        {
            foreach (var (side, other) in new[] { (left, right), (right, left) })
            {
                if (Behind(side, [.. places]).Overlaps(places))
                    found.AddRange(Texts(Behind(other, [.. places])).Select(text => (method, text)));
            }
        }

        return found;
    }

    private static HashSet<string> Texts(IEnumerable<string> places) =>
        [.. places.Where(place => place.StartsWith(Literal, StringComparison.Ordinal)).Select(place => place[Literal.Length..])];

    private HashSet<string> Behind(IEnumerable<string> places, HashSet<string> except)
    {
        var seen = new HashSet<string>(places, StringComparer.Ordinal);
        var next = new Stack<string>(seen);
        while (next.TryPop(out var place))
        {
            if (!except.Contains(place) && sources.TryGetValue(place, out var from))
                foreach (var source in from.Where(seen.Add))
                    next.Push(source);
        }

        return seen;
    }

    private void Connect(string? target, ImmutableHashSet<string> from)
    {
        if (target is null || from.IsEmpty)
            return;
        if (!sources.TryGetValue(target, out var known))
            sources[target] = known = new HashSet<string>(StringComparer.Ordinal);
        known.UnionWith(from);
    }

    private bool IsOwn(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference other => own.Contains(other.Name),
        ModuleDefinition module => own.Contains(module.Assembly.Name.Name),
        _ => false,
    };

    /// <summary>Null in other assemblies.</summary>
    private string? NameOf(FieldReference field) => IsOwn(field.DeclaringType) ? $"field {NameOf(field.DeclaringType)}.{field.Name}" : null;

    // methods that differ only in the kinds of what they take are one: that finds more texts, never fewer
    private string? NameOf(MethodReference method) =>
        IsOwn(method.DeclaringType) ? $"{NameOf(method.DeclaringType)}.{method.Name}/{method.Parameters.Count}" : null;

    private static string NameOf(TypeReference type) => type.GetElementType().FullName.Replace('/', '+');

    private sealed record Comparison(string Method, ImmutableHashSet<string> Left, ImmutableHashSet<string> Right);

    /// <summary>Goes through one method with what may lie on its stack, until nothing new comes.</summary>
    private sealed class Walk(TextFlow flow, MethodDefinition method)
    {
        private readonly string name = flow.NameOf(method)!;
        private readonly Dictionary<Instruction, ImmutableHashSet<string>[]> entries = [];
        private readonly Stack<Instruction> waiting = new();
        private readonly Dictionary<Instruction, Comparison> compared = [];
        private List<ImmutableHashSet<string>> stack = [];

        public void Run()
        {
            Enter(method.Body.Instructions[0], []);
            foreach (var handler in method.Body.ExceptionHandlers)
            {
                var caught = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
                Enter(handler.HandlerStart, caught ? [Unknown] : []);
                if (handler.FilterStart is { } filter)
                    Enter(filter, [Unknown]);
            }

            while (waiting.TryPop(out var instruction))
            {
                stack = [.. entries[instruction]];
                Step(instruction);
                if (instruction.OpCode.Code is Code.Leave or Code.Leave_S)
                    stack.Clear();
                foreach (var next in After(instruction))
                    Enter(next, [.. stack]);
            }

            flow.comparisons.AddRange(compared.Values);
        }

        private static IEnumerable<Instruction> After(Instruction instruction)
        {
            if (instruction.Operand is Instruction target)
                yield return target;
            if (instruction.Operand is Instruction[] targets)
                foreach (var one in targets)
                    yield return one;
            if (instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                && instruction.Next is { } next)
            {
                yield return next;
            }
        }

        private void Enter(Instruction instruction, ImmutableHashSet<string>[] found)
        {
            if (!entries.TryGetValue(instruction, out var known))
                entries[instruction] = found;
            else if (found.Zip(known).All(pair => pair.First.IsSubsetOf(pair.Second)))
                return;
            else
                entries[instruction] = [.. found.Zip(known, (one, other) => one.Union(other))];
            waiting.Push(instruction);
        }

        private void Step(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldstr:
                    stack.Add([Literal + (string)instruction.Operand]);
                    break;
                case Code.Dup:
                    stack.Add(stack[^1]);
                    break;
                case Code.Ldarg or Code.Ldarg_S or Code.Ldarga or Code.Ldarga_S:
                    stack.Add(Argument(((ParameterDefinition)instruction.Operand).Index + This));
                    break;
                case >= Code.Ldarg_0 and <= Code.Ldarg_3:
                    stack.Add(Argument(instruction.OpCode.Code - Code.Ldarg_0));
                    break;
                case Code.Starg or Code.Starg_S:
                    flow.Connect($"argument {name} {((ParameterDefinition)instruction.Operand).Index + This}", Pop());
                    break;
                case Code.Ldloc or Code.Ldloc_S or Code.Ldloca or Code.Ldloca_S:
                    stack.Add(Variable(((VariableDefinition)instruction.Operand).Index));
                    break;
                case >= Code.Ldloc_0 and <= Code.Ldloc_3:
                    stack.Add(Variable(instruction.OpCode.Code - Code.Ldloc_0));
                    break;
                case Code.Stloc or Code.Stloc_S:
                    flow.Connect($"variable {name} {((VariableDefinition)instruction.Operand).Index}", Pop());
                    break;
                case >= Code.Stloc_0 and <= Code.Stloc_3:
                    flow.Connect($"variable {name} {instruction.OpCode.Code - Code.Stloc_0}", Pop());
                    break;
                case Code.Ldfld or Code.Ldflda:
                    Pop();
                    stack.Add(Field(instruction));
                    break;
                case Code.Ldsfld or Code.Ldsflda:
                    stack.Add(Field(instruction));
                    break;
                case Code.Stfld:
                    flow.Connect(flow.NameOf((FieldReference)instruction.Operand), Pop());
                    Pop();
                    break;
                case Code.Stsfld:
                    flow.Connect(flow.NameOf((FieldReference)instruction.Operand), Pop());
                    break;
                case Code.Call or Code.Callvirt or Code.Newobj:
                    Call(instruction, (MethodReference)instruction.Operand);
                    break;
                case Code.Castclass or Code.Isinst:
                    break;
                case Code.Ret:
                    if (stack.Count > 0)
                        flow.Connect($"result {name}", Pop());
                    break;
                default:
                    Pass(instruction.OpCode);
                    break;
            }
        }

        private int This => method.HasThis ? 1 : 0;

        private ImmutableHashSet<string> Argument(int index) => [$"argument {name} {index}"];

        private ImmutableHashSet<string> Variable(int index) => [$"variable {name} {index}"];

        private ImmutableHashSet<string> Field(Instruction instruction) =>
            flow.NameOf((FieldReference)instruction.Operand) is { } field ? [field] : Unknown;

        private ImmutableHashSet<string> Pop()
        {
            var top = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            return top;
        }

        private void Call(Instruction instruction, MethodReference called)
        {
            var makes = instruction.OpCode.Code == Code.Newobj;
            var given = new ImmutableHashSet<string>[called.Parameters.Count + (called.HasThis && !makes ? 1 : 0)];
            for (var i = given.Length - 1; i >= 0; i--)
                given[i] = Pop();

            var target = flow.NameOf(called);
            for (var i = 0; target is not null && i < given.Length; i++)
                flow.Connect($"argument {target} {i + (makes ? 1 : 0)}", given[i]);
            if (given.Length >= 2 && called.DeclaringType.FullName == typeof(string).FullName
                && called.Name is "op_Equality" or "op_Inequality" or "Equals")
            {
                compared[instruction] = new Comparison(name, given[0], given[1]);
            }

            if (makes || called.ReturnType.FullName != typeof(void).FullName)
                stack.Add(target is null || makes ? Unknown : [$"result {target}"]);
        }

        private void Pass(OpCode code)
        {
            var taken = code.StackBehaviourPop switch
            {
                StackBehaviour.Pop0 => 0,
                StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
                StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                    or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
                StackBehaviour.PopAll => stack.Count,
                _ => 2,
            };
            stack.RemoveRange(stack.Count - taken, taken);
            if (code.StackBehaviourPush is not StackBehaviour.Push0)
                stack.Add(Unknown);
        }
    }
}
