using System.Diagnostics;
using System.Text.Json.Nodes;
using Portal.Demo;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;
using Portal.Web.SignIn;

namespace Portal.Web.Tests.Demo;

/// <summary>
/// The demonstration is an assembly of its own: Production does not load it, even where it stands beside the host, and publishing leaves
/// it out.
/// </summary>
public sealed class DemoAssemblyTests
{
    private const string Assembly = "Portal.Demo.dll";

    [Theory]
    [InlineData(Production.Name, false)]
    [InlineData("Staging", true)]
    [InlineData("Development", true)]
    public async Task Production_does_not_load_it(string environment, bool loaded)
    {
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, Assembly)));
        await using var world = await World.CreateAsync();
        var settings = environment == Production.Name ? Production.Environment : [("ASPNETCORE_ENVIRONMENT", environment)];
        await using var portal = await PortalProcess.StartAsync(world, settings);

        var inMemory = await File.ReadAllLinesAsync($"/proc/{portal.Id}/maps");

        Assert.Contains(inMemory, line => line.EndsWith("/Portal.App.dll", StringComparison.Ordinal));
        Assert.Equal(loaded, inMemory.Any(line => line.EndsWith($"/{Assembly}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("true", true)]
    public async Task Publishing_leaves_it_out_unless_it_is_asked_for(string asked, bool published)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        using var build = Process.Start(new ProcessStartInfo("dotnet",
        [
            "msbuild", Path.Combine(Repository.Root, "src/Portal.Web/Portal.Web.csproj"), "-nologo", "-nodeReuse:false",
            "-t:ResolveReferences;ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish",
            $"-p:Configuration={configuration}", "-p:NoBuild=true", "-p:BuildProjectReferences=false", $"-p:PublishDemo={asked}",
        ])
        { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        var files = JsonNode.Parse(answer)!["Items"]!["ResolvedFileToPublish"]!.AsArray()
            .Select(file => file!["RelativePath"]!.GetValue<string>()).ToList();

        Assert.Contains("Portal.App.dll", files);
        Assert.Equal(published, files.Contains(Assembly));
    }

    [Fact]
    public void The_greeting_knows_where_people_sign_in() => Assert.Equal(AccountPaths.SignIn, Greeting.SignIn);
}
