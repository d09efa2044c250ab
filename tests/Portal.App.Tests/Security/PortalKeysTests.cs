using System.Security.Cryptography;
using System.Text;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.App.Tests.Security;

public sealed class PortalKeysTests : IDisposable
{
    private const string Given = "a key that two nodes were both given";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-keys-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void R10_3_The_same_value_hashes_alike_after_a_restart()
    {
        var first = Open().Hash("phone", "+84901234567");
        var second = Open().Hash("phone", "+84901234567");

        Assert.Equal(first, second);
        Assert.Equal(PortalKeys.HashLength, first.Length);
    }

    [Fact]
    public void R10_3_Equal_texts_of_two_kinds_never_match()
    {
        var keys = Open();

        Assert.NotEqual(keys.Hash("phone", "1234"), keys.Hash("device", "1234"));
    }

    [Fact]
    public void R10_3_A_hash_says_nothing_without_the_key() =>
        Assert.NotEqual(Open(folder: "one").Hash("email", "a@example.vn"), Open(folder: "other").Hash("email", "a@example.vn"));

    [Fact]
    public void R10_3_The_secret_alone_does_not_bring_a_new_installation_s_hashes_back() =>
        Assert.NotEqual(Open(Given, "one").Hash("email", "a@example.vn"), Open(Given, "other").Hash("email", "a@example.vn"));

    [Fact]
    public void R10_3_A_value_longer_than_any_header_is_hashed_whole()
    {
        var keys = Open();

        Assert.NotEqual(keys.Hash("device", new string('x', 5_000) + "1"), keys.Hash("device", new string('x', 5_000) + "2"));
    }

    [Fact]
    public void The_key_files_are_readable_by_their_owner_only()
    {
        Open();

        Assert.Equal(["portal.ring", "portal.ring.lock", "tracking.key"], Files().Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Files())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Nodes_that_share_setting_and_folder_share_the_keys() =>
        Assert.Equal(Open(Given).Derive("tracking"), Open(Given).Derive("tracking"));

    [Fact]
    public void R10_3_With_the_setting_the_secret_lies_nowhere_on_the_disk()
    {
        Open(Given);

        Assert.DoesNotContain(Files(), file => Path.GetFileName(file) == "tracking.key");
        Assert.All(Files(), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Given))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R10_3_An_installation_from_before_the_ring_keeps_every_hash_and_signature(bool setting)
    {
        byte[] secret = setting ? Encoding.UTF8.GetBytes(Given) : [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        Directory.CreateDirectory(InKeys(""));
        if (setting)
            File.WriteAllText(InKeys("key-00000000-0000-7000-8000-000000000001.xml"), "<key/>"); // its cookies' key
        else
            File.WriteAllBytes(InKeys("tracking.key"), secret);

        var keys = Open(setting ? Given : "");

        Assert.Equal(Before("order-content"), keys.Derive("order-content"));
        Assert.Equal(
            HMACSHA256.HashData(Before("matching"), "phone\0+84901234567"u8)[..PortalKeys.HashLength],
            keys.Hash("phone", "+84901234567"));
        Assert.True(keys.Signing.Verify("a click"u8, HMACSHA256.HashData(Before("tracking"), "a click"u8)));
        Assert.Equal(keys.Hash("phone", "1"), Open(setting ? Given : "").Hash("phone", "1"));

        byte[] Before(string purpose) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes("portal/" + purpose));
    }

    [Fact]
    public void A_short_setting_stops_the_start()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Open("too short"));

        Assert.Contains("Security:MatchingKey", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracking.key")]
    [InlineData("portal.ring")]
    public void A_damaged_key_file_stops_the_start(string name)
    {
        Open();
        File.WriteAllBytes(InKeys(name), [1, 2, 3]);

        var failure = Assert.Throws<InvalidOperationException>(() => Open());

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void R10_3_A_ring_in_which_one_bit_was_changed_stops_the_start()
    {
        Open(Given);
        var ring = File.ReadAllBytes(InKeys("portal.ring"));
        ring[^1] ^= 1;
        File.WriteAllBytes(InKeys("portal.ring"), ring);

        Assert.Throws<InvalidOperationException>(() => Open(Given));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Given)]
    public async Task Nodes_that_start_at_once_agree_on_one_key(string setting)
    {
        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => Convert.ToHexString(Open(setting).Hash("phone", "1")))));

        Assert.Single(hashes.Append(Convert.ToHexString(Open(setting).Hash("phone", "1"))).Distinct());
    }

    private PortalKeys Open(string setting = "", string folder = "") => PortalKeys.Open(
        Path.Combine(directory.FullName, folder), new SecuritySettings { MatchingKey = setting }, TimeProvider.System);

    private string InKeys(string name) => Path.Combine(directory.FullName, "keys", name);

    private string[] Files() => Directory.GetFiles(InKeys(""));
}
