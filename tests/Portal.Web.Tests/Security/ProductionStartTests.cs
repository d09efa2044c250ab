using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;
using Portal.Web.Setup;

namespace Portal.Web.Tests.Security;

/// <summary>What Production does not start with, and that it says all of it at once and how to mend it.</summary>
public sealed class ProductionStartTests
{
    private const string Drawn = "Zq3vN8tXw5KcRy1LbH0dGfS7mJp2UaEo";

    [Theory]
    [InlineData("Demo:Seed", "true", "Demo:Seed")]
    [InlineData("Mail:Host", "", "Mail:Host")]
    [InlineData("Portal:PublicUrl", "", "Portal:PublicUrl")]
    [InlineData("Portal:PublicUrl", "portal.example", "no address")]
    [InlineData("Portal:PublicUrl", "http://portal.example", "unencrypted")]
    [InlineData("AllowedHosts", "*", "AllowedHosts")]
    [InlineData("AllowedHosts", "portal.example;other.example", "AllowedHosts")]
    [InlineData("Security:MatchingKey", "", "unencrypted beside the data")]
    [InlineData("Security:MatchingKey", "short", "at least 32")]
    [InlineData("Security:MatchingKey", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "can be guessed")]
    [InlineData("Portal:BootstrapAdminKey", "0123456789abcdef0123456789abcdef", "can be guessed")]
    [InlineData("Portal:BootstrapAdminKey", "changeme-changeme-changeme-changeme", "can be guessed")]
    [InlineData("Portal:BootstrapAdminKey", "abcdefghijklmnopqrstuvwxyz0123456789", "can be guessed")]
    [InlineData("Portal:BootstrapAdminKey", "the bootstrap key of our portal", "at least 32")]
    [InlineData("Portal:BootstrapAdminKey", "this is the secret key of our portal", "can be guessed")]
    [InlineData("Portal:BootstrapAdminKey", "Zq3vN8tXZq3vN8tXZq3vN8tXZq3vN8tX", "can be guessed")]
    [InlineData("Monitoring:Key", "11111111111111111111111111111111", "can be guessed")]
    [InlineData("Clock:Now", "2026-01-01T00:00:00Z", "Clock:Now")]
    [InlineData("Portal:Benchmark", "true", "Portal:Benchmark")]
    public async Task Production_refuses_what_is_unsafe_and_says_what_to_do(string setting, string value, string said)
    {
        await using var world = await World.CreateAsync();

        var refused = StartInProduction(world, (setting, value));

        Assert.Contains(said, refused!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Portal:BootstrapAdminKey", Drawn)]
    [InlineData("Portal:BootstrapAdminKey", "4f1c9be27a06d358e1b7f2930c84ad6e")]
    [InlineData("Portal:BootstrapAdminKey", "pL0+uB7/9sQeVdRkCj3WxYz1HnTfAg5mIoJ8")]
    [InlineData("Monitoring:Key", Drawn)]
    [InlineData("AllowedHosts", Production.Host)]
    public async Task Production_starts_with_what_is_safe(string setting, string value)
    {
        await using var world = await World.CreateAsync();

        Assert.Null(StartInProduction(world, (setting, value)));
    }

    [Fact]
    public void A_drawn_secret_is_not_taken_for_a_guessable_one()
    {
        var random = new Random(13);
        var bytes = new byte[33];

        var taken = 0;
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(bytes);
            if (Secret.IsGuessable(Convert.ToBase64String(bytes)))
                taken++;
            if (Secret.IsGuessable(Convert.ToHexStringLower(bytes)))
                taken++;
        }

        Assert.Equal(0, taken);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        await using var world = await World.CreateAsync();

        var refused = StartInProduction(
            world, ("Demo:Seed", "true"), ("Mail:Host", ""), ("Portal:PublicUrl", ""), ("Security:MatchingKey", ""),
            ("Portal:BootstrapAdminKey", "x"), ("Clock:Now", "2026-01-01T00:00:00Z"));

        Assert.All(
            new[] { "Demo:Seed", "Mail:Host", "Portal:PublicUrl", "Security:MatchingKey", "Portal:BootstrapAdminKey", "Clock:Now" },
            name => Assert.Contains($"\n- {name}", refused!.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("750")]
    [InlineData("701")]
    [InlineData("777")]
    public async Task A_data_directory_that_others_may_enter_is_refused_with_the_command_that_closes_it(string mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var world = await World.CreateAsync();
        var directory = world.Settings.Data.Directory;
        File.SetUnixFileMode(directory, (UnixFileMode)Convert.ToInt32(mode, 8));

        var refused = StartInProduction(world);
        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Contains($"chmod 700 '{Path.GetFullPath(directory)}'", refused!.Message, StringComparison.Ordinal);
        Assert.Null(StartInProduction(world));
    }

    [Fact]
    public async Task What_the_portal_writes_is_readable_by_its_own_account_only_and_no_key_lies_open()
    {
        if (OperatingSystem.IsWindows())
            return;
        var directory = Directory.CreateTempSubdirectory("portal-fresh-");
        try
        {
            var data = Path.Combine(directory.FullName, "data");
            await using (await PortalProcess.StartAsync([.. Production.Environment, ("Data__Directory", data)]))
            {
                // started is enough: databases and keys are made
            }

            var written = Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).ToList();
            Assert.Contains(written, file => file.EndsWith("portal.db", StringComparison.Ordinal));
            var keys = written.Where(file => Path.GetFileName(file).StartsWith("key-", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(keys);
            Assert.All(keys, key => Assert.DoesNotContain("<value>", File.ReadAllText(key), StringComparison.Ordinal));
            Assert.DoesNotContain(written, file => file.EndsWith("tracking.key", StringComparison.Ordinal));
            Assert.All(written.Append(data), path => Assert.True(ForOthers(path) == UnixFileMode.None, $"{path} has {ForOthers(path)}"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static UnixFileMode ForOthers(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path) & (UnixFileMode)0b000_111_111;

    /// <summary>What the start was refused with; null when it was not.</summary>
    private static InvalidOperationException? StartInProduction(World world, params (string Name, string Value)[] settings)
    {
        using var host = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseContentRoot(Path.Combine(Repository.Root, "src/Portal.Web"));
            web.UseEnvironment(Production.Name);
            web.UseSetting("ConnectionStrings:Portal", world.Settings.ConnectionStrings.Portal);
            web.UseSetting("Data:Directory", world.Settings.Data.Directory);
            foreach (var (name, value) in Production.Settings.Concat(settings))
                web.UseSetting(name, value);
        });
        try
        {
            _ = host.Services;
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused;
        }
    }
}
