using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.App.Tests.Security;

/// <summary>
/// The key files of cookies and mails lie sealed under the operator's secret, those from before it and those of an earlier one too.
/// </summary>
public sealed class KeyFileSealsTests : IDisposable
{
    private const string First = "Zq3vN8tXw5KcRy1LbH0dGfS7mJp2UaEo";
    private const string Second = "oEaU2pJm7SfGd0HbL1yRcK5wXt8Nv3qZ";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-keys-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void A_new_key_is_never_written_in_clear()
    {
        var settings = Settings(First);

        Protect(settings, "secret");

        Assert.DoesNotContain("masterKey", KeyFile(), StringComparison.Ordinal);
        Assert.Contains("portalSeal", KeyFile(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_from_before_the_secret_is_sealed_at_the_start_and_goes_on_opening_what_it_locked()
    {
        var locked = Protect(Settings(""), "secret");
        Assert.Contains("masterKey", KeyFile(), StringComparison.Ordinal);

        KeyFileSeals.SealExisting(Settings(First));

        Assert.DoesNotContain("masterKey", KeyFile(), StringComparison.Ordinal);
        Assert.Equal("secret", Unprotect(Settings(First), locked));
    }

    [Fact]
    public void A_new_secret_seals_anew_and_the_old_one_is_needed_no_longer()
    {
        var locked = Protect(Settings(First), "secret");

        KeyFileSeals.SealExisting(Settings(Second, First));
        var after = KeyFile();
        KeyFileSeals.SealExisting(Settings(Second));

        Assert.Equal(after, KeyFile());
        Assert.Equal("secret", Unprotect(Settings(Second), locked));
        Assert.Throws<InvalidOperationException>(() => KeyFileSeals.SealExisting(Settings(First)));
    }

    [Fact]
    public void A_file_of_another_secret_stops_the_start_with_what_to_do()
    {
        Protect(Settings(First), "secret");

        var failure = Assert.Throws<InvalidOperationException>(() => KeyFileSeals.SealExisting(Settings(Second)));

        Assert.Contains("Security:PreviousMatchingKeys", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_names_a_class_that_has_moved_is_named_anew_at_the_start()
    {
        var locked = Protect(Settings(First), "secret");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(directory.FullName, "keys"), "key-*.xml"));
        File.WriteAllText(file,
            KeyFile().Replace(typeof(KeyFileSeals).FullName!, "Portal.App.Security.KeyFileSeals", StringComparison.Ordinal));
        Assert.ThrowsAny<Exception>(() => Unprotect(Settings(First), locked));

        KeyFileSeals.SealExisting(Settings(First));

        Assert.Equal("secret", Unprotect(Settings(First), locked));
    }

    private PortalSettings Settings(string secret, params string[] previous) => new()
    {
        Data = new() { Directory = directory.FullName },
        Security = new() { MatchingKey = secret, PreviousMatchingKeys = previous },
    };

    private string KeyFile() => File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(directory.FullName, "keys"), "key-*.xml")));

    private byte[] Protect(PortalSettings settings, string text)
    {
        using var services = Services(settings);
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect(Encoding.UTF8.GetBytes(text));
    }

    private string Unprotect(PortalSettings settings, byte[] locked)
    {
        using var services = Services(settings);
        return Encoding.UTF8.GetString(services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked));
    }

    private ServiceProvider Services(PortalSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings);
        services.AddDataProtection().SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(new DataDirectory(directory.FullName).Folder("keys")))
            .SealKeyFiles(settings);
        return services.BuildServiceProvider();
    }
}
