using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Web.Tests;

/// <summary>bUnit asks for a later AngleSharp.Diffing than the registry has; the one that is there serves it.</summary>
internal static class DiffingAssembly
{
    private const string Name = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void TakeTheOneThatIsThere() =>
        AssemblyLoadContext.Default.Resolving += (context, wanted) => wanted.Name == Name
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Name + ".dll"))
            : null;
}
