using Portal.App.Security;

namespace Portal.App.Tests.Security;

public sealed class PortalKeysTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-keys-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void R10_3_The_same_value_hashes_alike_after_a_restart()
    {
        var first = PortalKeys.Open(directory.FullName, null).Hash("phone", "+84901234567");
        var second = PortalKeys.Open(directory.FullName, null).Hash("phone", "+84901234567");

        Assert.Equal(first, second);
        Assert.Equal(PortalKeys.HashLength, first.Length);
    }

    [Fact]
    public void R10_3_Equal_texts_of_two_kinds_never_match()
    {
        var keys = PortalKeys.Open(directory.FullName, null);

        Assert.NotEqual(keys.Hash("phone", "1234"), keys.Hash("device", "1234"));
    }

    [Fact]
    public void R10_3_A_hash_says_nothing_without_the_key()
    {
        var one = PortalKeys.Open(directory.FullName, new string('a', 32));
        var other = PortalKeys.Open(directory.FullName, new string('b', 32));

        Assert.NotEqual(one.Hash("email", "a@example.vn"), other.Hash("email", "a@example.vn"));
    }

    [Fact]
    public void R10_3_A_value_longer_than_any_header_is_hashed_whole()
    {
        var keys = PortalKeys.Open(directory.FullName, null);

        Assert.NotEqual(keys.Hash("device", new string('x', 5_000) + "1"), keys.Hash("device", new string('x', 5_000) + "2"));
    }

    [Fact]
    public void The_key_file_is_readable_by_its_owner_only()
    {
        PortalKeys.Open(directory.FullName, null);

        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(directory.FullName, "keys", "tracking.key")));
    }

    [Fact]
    public void Nodes_that_share_the_setting_share_the_keys()
    {
        var setting = "a key that two nodes were both given";

        var one = PortalKeys.Open(Path.Combine(directory.FullName, "one"), setting);
        var two = PortalKeys.Open(Path.Combine(directory.FullName, "two"), setting);

        Assert.Equal(one.Derive("tracking"), two.Derive("tracking"));
    }

    [Fact]
    public void A_short_setting_stops_the_start() =>
        Assert.Throws<InvalidOperationException>(() => PortalKeys.Open(directory.FullName, "too short"));

    [Fact]
    public void A_damaged_key_file_stops_the_start()
    {
        PortalKeys.Open(directory.FullName, null);
        File.WriteAllBytes(Path.Combine(directory.FullName, "keys", "tracking.key"), [1, 2, 3]);

        Assert.Throws<InvalidOperationException>(() => PortalKeys.Open(directory.FullName, null));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_agree_on_one_key()
    {
        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => Convert.ToHexString(PortalKeys.Open(directory.FullName, null).Derive("tracking")))));

        Assert.Single(hashes.Distinct());
    }
}
