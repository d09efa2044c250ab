using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.App;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.Components.Shared;
using Portal.Web.Tests.SignIn;
using Portal.Web.Tests.Texts;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// What the folders promise (docs/architecture): who may know whom, and where texts live. Sources are read only where they are what it is
/// about: where a file stands, how long it is, and which words somebody wrote between tags.
/// </summary>
public sealed partial class ArchitectureTests
{
    /// <summary>The one Vietnamese word that English texts for programmers need.</summary>
    private const string Currency = "đồng";

    [Fact]
    public void The_domain_knows_nothing_but_the_base_library() =>
        Assert.All(typeof(Dong).Assembly.GetReferencedAssemblies(), reference =>
            Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void The_domain_references_no_package() =>
        Assert.DoesNotContain("PackageReference",
            File.ReadAllText(Path.Combine(ResourceFiles.Sources, "Portal.Domain", "Portal.Domain.csproj")), StringComparison.Ordinal);

    [Fact]
    public void Use_cases_know_of_ASP_NET_only_Identity_and_DataProtection()
    {
        string[] allowed = ["Microsoft.AspNetCore.Identity", "Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.Cryptography"];
        Assert.All(
            typeof(Registration).Assembly.GetReferencedAssemblies()
            .Where(reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)),
            reference => Assert.Contains(allowed, prefix => reference.Name!.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nobody_but_the_web_knows_the_web() =>
        Assert.All([typeof(Dong).Assembly, typeof(Registration).Assembly, typeof(Demonstration).Assembly], assembly =>
            Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(), reference => reference.Name == typeof(Icons).Assembly.GetName().Name));

    [Fact]
    public void Nobody_knows_the_demonstration()
    {
        var demo = typeof(Demonstration).Assembly.GetName().Name;
        Assert.All([typeof(Dong).Assembly, typeof(Registration).Assembly, typeof(Icons).Assembly], assembly =>
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => reference.Name == demo));
    }

    [Fact]
    public void No_page_or_component_holds_a_text_that_people_read()
    {
        var found = Portal(".razor", ".cs")
            .SelectMany(file => LiteralsIn(file).Where(text => VietnameseLetter()
                .IsMatch(text.Replace(Currency, "", StringComparison.Ordinal))).Select(text => $"{Path.GetFileName(file)}: {text.Trim()}"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_markup_holds_words_between_its_tags()
    {
        var found = Portal(".razor")
            .SelectMany(file => WordsBetweenTags(Markup(File.ReadAllText(file))).Select(text => $"{Path.GetFileName(file)}: {text}"));
        Assert.Empty(found);
    }

    [Fact]
    public async Task Everything_that_works_behind_the_pages_is_started()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        var started = host.Services.GetServices<IHostedService>().Select(service => service.GetType()).ToHashSet();

        Assert.All(
            Walk.Of(typeof(Registration).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(BackgroundService)))),
            worker => Assert.Contains(worker, started));
    }

    [Fact]
    public void A_file_stands_in_the_folder_of_its_namespace() =>
        Assert.Empty(ResourceFiles.Code(".cs")
            .Select(file => (Path: Path.GetRelativePath(ResourceFiles.Sources, file),
            Namespace: Namespace().Match(File.ReadAllText(file)).Groups["name"].Value))
            .Where(file => file.Namespace.Length > 0
                && file.Namespace != Path.GetDirectoryName(file.Path)!.Replace(Path.DirectorySeparatorChar, '.'))
            .Select(file => $"{file.Path}: {file.Namespace}"));

    /// <summary>A text stays whole, however long it is: whoever looks for it finds it.</summary>
    [Fact]
    public void A_line_of_code_fits_a_screen()
    {
        const int Longest = 140;
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.Empty(Walk.Of(ResourceFiles.Code(".cs").Concat(tests)).SelectMany(file => LinesOfCode(file)
            .Where(line => line.Text.Length > Longest && !line.Text.Contains('"', StringComparison.Ordinal))
            .Select(line => $"{Path.GetFileName(file)}:{line.Number}")));
    }

    /// <summary>Without those inside of a text of several lines.</summary>
    private static IEnumerable<(int Number, string Text)> LinesOfCode(string file)
    {
        var inside = false;
        foreach (var (at, line) in File.ReadLines(file).Index())
        {
            var mark = line.Contains("\"\"\"", StringComparison.Ordinal);
            if (!inside && !mark)
                yield return (at + 1, line);
            inside ^= line.Split("\"\"\"").Length % 2 == 0;
        }
    }

    [Fact]
    public void A_page_stays_short_enough_to_be_read_at_once()
    {
        const int Lines = 250;
        Assert.Empty(ResourceFiles.Code(".razor").Where(file => File.ReadLines(file).Count() > Lines).Select(Path.GetFileName));
    }

    /// <summary>
    /// The portal's own pages and components. The demo shop (Portal.Demo) stands for somebody else's site, in that shop's own words.
    /// </summary>
    private static IEnumerable<string> Portal(params string[] endings) =>
        ResourceFiles.Code(endings)
            .Where(file => Path.GetRelativePath(ResourceFiles.Sources, file).Split(Path.DirectorySeparatorChar) is ["Portal.Web", ..]);

    private static IEnumerable<string> LiteralsIn(string file)
    {
        var text = RazorComment().Replace(File.ReadAllText(file), "");
        return file.EndsWith(".razor", StringComparison.Ordinal)
            ? text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            : text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => StringLiteral().Matches(line)).Select(literal => literal.Value);
    }

    /// <summary>The markup of a component without its comments and code.</summary>
    private static string Markup(string razor)
    {
        var text = RazorComment().Replace(razor, "");
        var code = text.IndexOf("@code", StringComparison.Ordinal);
        return code < 0 ? text : text[..code];
    }

    // only what stands on one line between two tags: what stands there over several is code between the tags of a branch
    private static IEnumerable<string> WordsBetweenTags(string markup) => BetweenTags().Matches(markup)
        .Select(match => match.Groups["text"].Value)
        .Where(text => !text.Contains('@', StringComparison.Ordinal) && !text.Contains('(', StringComparison.Ordinal)
            && TwoLetters().IsMatch(text));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex("[ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", RegexOptions.IgnoreCase)]
    private static partial Regex VietnameseLetter();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"(?<=[\w""/]>)(?<text>[^<>{}\n;=]+)(?=</)", RegexOptions.ExplicitCapture)]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex TwoLetters();
}
