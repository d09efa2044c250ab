using System.Diagnostics;
using System.Net;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.App.Tests.Security;

/// <summary><c>dotnet Portal.Web.dll keys …</c> as the operator runs it, and the start of the real process with its keys.</summary>
public sealed class KeysCommandTests
{
    private const string Given = "the operator's own secret, for tests only";

    [Fact]
    public async Task R10_3_Rotating_beside_a_running_portal_disturbs_neither_it_nor_its_next_start()
    {
        await using var world = await World.CreateAsync();
        var link = await world.StoredLinkAsync("abc");
        await using (var portal = await PortalProcess.StartAsync(world))
        {
            var (code, output) = await RunAsync(world, "keys", "rotate");

            Assert.True(code == 0, output);
            Assert.Contains("a new key signs from", output, StringComparison.Ordinal);
            Assert.Contains("Secret: replaced", output, StringComparison.Ordinal);
            Assert.Contains("back up", output, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(Secret(world)), output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Secret(world)), output, StringComparison.Ordinal);
            Assert.Equal(link.Id, await ClickedAsync(portal));
            await portal.StopAsync();
        }

        await using var again = await PortalProcess.StartAsync(world);
        Assert.Equal(link.Id, await ClickedAsync(again));

        async Task<Guid?> ClickedAsync(PortalProcess portal)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
            using var answer = await client.GetAsync("/r/abc");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.True(world.Get<ClickTokens>().TryRead(answer.Headers.Location!.Query.Split("pclk=")[1], out var click));
            return click.LinkId;
        }
    }

    [Fact]
    public async Task R10_3_With_the_setting_the_command_says_how_to_replace_it_and_a_wrong_one_stops_the_start()
    {
        await using var world = await World.CreateAsync();
        await using (await PortalProcess.StartAsync(world, ("Security__MatchingKey", Given)))
        {
            // makes the ring
        }

        var (code, output) = await RunAsync(world, [("Security__MatchingKey", Given)], "keys", "rotate");

        Assert.True(code == 0, output);
        Assert.Contains("Security:PreviousMatchingKeys", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Given, output, StringComparison.Ordinal);

        var wrong = Given.Replace("own", "other", StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => PortalProcess.StartAsync(world, ("Security__MatchingKey", wrong)));
        Assert.Contains("Security:MatchingKey", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, failure.Message, StringComparison.Ordinal);

        await using var portal = await PortalProcess.StartAsync(
            world, ("Security__MatchingKey", wrong), ("Security__PreviousMatchingKeys__0", Given));
        Assert.DoesNotContain(Given, portal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R10_3_A_portal_whose_keys_were_lost_does_not_start_on_its_database()
    {
        await using var world = await World.CreateAsync();
        await world.HasPartnerAsync();
        Directory.Delete(Path.Combine(world.Settings.Data.Directory, "keys"), recursive: true);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PortalProcess.StartAsync(world));

        Assert.Contains("filled with other keys", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_not_known_or_not_possible_changes_nothing_and_says_so()
    {
        await using var world = await World.CreateAsync();

        var (unknown, help) = await RunAsync(world, "keys", "rotat");
        var (failed, why) = await RunAsync(world, "keys", "rotate");

        Assert.Equal((2, 1), (unknown, failed));
        Assert.Contains("keys revoke", help, StringComparison.Ordinal);
        Assert.Contains("Data__Directory", why, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(world.Settings.Data.Directory, "keys")));
    }

    private static byte[] Secret(World world) => File.ReadAllBytes(Path.Combine(world.Settings.Data.Directory, "keys", "tracking.key"));

    private static Task<(int Code, string Output)> RunAsync(World world, params string[] command) => RunAsync(world, [], command);

    private static async Task<(int Code, string Output)> RunAsync(
        World world, (string Name, string Value)[] settings, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"), .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development"; // as the portal beside it
        start.Environment["Data__Directory"] = world.Settings.Data.Directory;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
