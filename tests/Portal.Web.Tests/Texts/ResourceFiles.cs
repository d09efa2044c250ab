using System.Xml.Linq;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Texts;

/// <summary>
/// The resource files of the sources: one Vietnamese and one English file to a name. Tests read them, and pages as they were written,
/// because the words in them are what they are about.
/// </summary>
public static class ResourceFiles
{
    private const string English = ".en.resx";

    public static string Sources { get; } = Path.Combine(Repository.Root, "src");

    /// <summary>The Vietnamese files, relative to the sources.</summary>
    public static IReadOnlyList<string> All => Walk.Of(Directory.EnumerateFiles(Sources, "*.resx", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(English, StringComparison.Ordinal) && !IsBuilt(file))
        .Select(file => Path.GetRelativePath(Sources, file)));

    public static IReadOnlyDictionary<string, string> Vietnamese(string file) => Read(file);

    public static IReadOnlyDictionary<string, string> InEnglish(string file) => Read(Path.ChangeExtension(file, null) + English);

    /// <summary>The keys of the file with this name, wherever it stands.</summary>
    public static IReadOnlyDictionary<string, string> Named(string name) =>
        Vietnamese(All.Single(file => Path.GetFileNameWithoutExtension(file) == name));

    public static IReadOnlyList<string> Code(params string[] endings) => Walk.Of(endings
        .SelectMany(ending => Directory.EnumerateFiles(Sources, "*" + ending, SearchOption.AllDirectories))
        .Where(file => !IsBuilt(file)));

    private static bool IsBuilt(string file) =>
        file.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("obj") || parts.Contains("bin"));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Sources, file)).Root!
        .Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);
}
