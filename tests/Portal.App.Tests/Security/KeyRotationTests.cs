using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Security;

/// <summary>R10.3: the key is a secret with rotation. Nodes are stood in for by several <see cref="PortalKeys"/> of one folder.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private const string Old = "the secret until today, for tests only";
    private const string New = "the secret from today on, for tests only";
    private const string Foreign = "the secret of another portal altogether";

    private static readonly ClickFacts Click = new(
        7, new Guid("01900000-0000-7000-8000-0000000000aa"), new VisitorId(77),
        ClickRecord.ToMilliseconds(World.Start), ClickKind.Human, Recorded: true);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-rotation-");
    private readonly TestClock clock = new(World.Start);

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void R10_3_Another_secret_changes_no_hash_and_no_token()
    {
        var before = Open(Old);
        var token = new ClickTokens(before).Create(Click);

        var after = Open(New, Old);

        Assert.Equal(before.Hash("device", "d-1"), after.Hash("device", "d-1"));
        Assert.Equal(before.Derive("order-content"), after.Derive("order-content"));
        Assert.True(new ClickTokens(after).TryRead(token, out _));
        Assert.True(after.Resealed);
    }

    [Fact]
    public void R10_3_The_replaced_secret_opens_nothing_any_more()
    {
        var hash = Open(Old).Hash("device", "d-1");
        Open(New, Old);

        Assert.Throws<InvalidOperationException>(() => Open(Old));
        Assert.Equal(hash, Open(New).Hash("device", "d-1"));
        Assert.False(Open(New).Resealed);
    }

    [Fact]
    public void R10_3_A_node_that_starts_late_with_several_secrets_behind_finds_the_one_that_sealed()
    {
        var hash = Open(Old).Hash("device", "d-1");

        Assert.Equal(hash, Open(New, Foreign, "", Old).Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_An_installation_from_before_the_ring_may_change_its_secret_at_the_same_start()
    {
        Open(Old);
        File.Delete(Ring);
        File.WriteAllText(InKeys("key-00000000-0000-7000-8000-000000000001.xml"), "<key/>");
        var hash = Open(Old).Hash("device", "d-1"); // what the old secret derives
        File.Delete(Ring);

        Assert.Equal(hash, Open(New, Old).Hash("device", "d-1"));
        Assert.Equal(hash, Open(New).Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_A_wrong_secret_stops_the_start_with_the_setting_s_name_and_no_value()
    {
        Open(Old);
        var ring = File.ReadAllBytes(Ring);

        var failure = Assert.Throws<InvalidOperationException>(() => Open(New, Foreign));

        Assert.Contains("Security:MatchingKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Security:PreviousMatchingKeys", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(New, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Foreign, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(ring, File.ReadAllBytes(Ring));
    }

    [Fact]
    public void R10_3_The_secret_moves_from_the_file_to_the_setting_and_back()
    {
        var hash = Open("").Hash("device", "d-1");

        Assert.Equal(hash, Open(New).Hash("device", "d-1"));
        Assert.False(File.Exists(Secret));
        Assert.Throws<InvalidOperationException>(() => Open(""));
        Assert.Equal(hash, Open("", New).Hash("device", "d-1"));
        Assert.True(File.Exists(Secret));
        Assert.Equal(hash, Open("").Hash("device", "d-1"));
    }

    [Fact]
    public async Task R10_3_Nodes_that_start_at_once_with_a_new_secret_leave_one_whole_ring()
    {
        var hash = Convert.ToHexString(Open(Old).Hash("device", "d-1"));

        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => Convert.ToHexString(Open(New, Old).Hash("device", "d-1")))));

        Assert.All(hashes, other => Assert.Equal(hash, other));
        Assert.Equal(hash, Convert.ToHexString(Open(New).Hash("device", "d-1")));
    }

    [Fact]
    public async Task R10_3_Rotations_at_once_lose_no_signing_key()
    {
        var keys = Open("");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Rotate())));

        keys.Refresh();
        Assert.Equal(9, keys.Signing.Count);
        Assert.Equal(keys.Hash("device", "d-1"), Open("").Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_The_command_replaces_the_portal_s_own_secret_and_no_hash()
    {
        var keys = Open("");
        var (ring, secret) = (File.ReadAllBytes(Ring), File.ReadAllBytes(Secret));

        var done = Rotate();

        Assert.False(done.SecretIsSetting);
        Assert.NotEqual(secret, File.ReadAllBytes(Secret));
        Assert.Equal(keys.Hash("device", "d-1"), Open("").Hash("device", "d-1"));
        keys.Refresh(); // the running node follows

        // the old secret opens the old ring of a backup, but not the one in use
        File.WriteAllBytes(Secret, secret);
        Assert.Throws<InvalidOperationException>(() => Open(""));
        File.WriteAllBytes(Ring, ring);
        Assert.Equal(keys.Hash("device", "d-1"), Open("").Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_A_rotation_cut_off_at_any_point_leaves_a_ring_that_opens()
    {
        var hash = Open("").Hash("device", "d-1");
        var (ring, secret) = (File.ReadAllBytes(Ring), File.ReadAllBytes(Secret));
        Rotate();
        var (newRing, newSecret) = (File.ReadAllBytes(Ring), File.ReadAllBytes(Secret));

        // the next secret is written, the ring is still the old one
        File.WriteAllBytes(Secret, secret);
        File.WriteAllBytes(Secret + ".next", newSecret);
        File.WriteAllBytes(Ring, ring);
        Assert.Equal(hash, Open("").Hash("device", "d-1"));
        Assert.False(File.Exists(Secret + ".next"));

        // the ring is sealed with the next secret, which is not in its place yet
        File.WriteAllBytes(Secret + ".next", newSecret);
        File.WriteAllBytes(Ring, newRing);
        Assert.Equal(hash, Open("").Hash("device", "d-1"));
        Assert.Equal(newSecret, File.ReadAllBytes(Secret));
        Assert.Equal(hash, Open("").Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_With_the_setting_the_command_changes_the_signing_key_only()
    {
        var keys = Open(Old);

        var done = Rotate(Old);

        Assert.True(done.SecretIsSetting);
        Assert.Equal(clock.GetUtcNow().AddMinutes(5), done.SignsFrom);
        Assert.Equal(1, done.Accepted);
        Assert.False(File.Exists(Secret));
        Assert.Equal(keys.Hash("device", "d-1"), Open(Old).Hash("device", "d-1"));
    }

    [Fact]
    public void R10_3_The_command_refuses_a_folder_without_a_ring()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Rotate());

        Assert.Contains("portal.ring", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Ring));
    }

    [Fact]
    public void R1_3_The_newest_key_signs_and_older_tokens_stay_genuine()
    {
        var node = Open(Old);
        var early = new ClickTokens(node).Create(Click);
        Rotate(Old);
        node.Refresh();
        var within = new ClickTokens(node).Create(Click);
        clock.Advance(TimeSpan.FromMinutes(5));
        node.Refresh();
        var late = new ClickTokens(node).Create(Click);

        Assert.Equal(early, within); // until every node knows the new key, the old one signs
        Assert.NotEqual(early, late);
        Assert.All([early, late], token => Assert.True(new ClickTokens(Open(Old)).TryRead(token, out _)));
    }

    [Fact]
    public void R1_3_A_node_that_has_read_the_new_key_accepts_it_before_it_signs()
    {
        var (quick, slow) = (Open(Old), Open(Old));
        Rotate(Old);
        slow.Refresh();
        clock.Advance(TimeSpan.FromMinutes(5));
        quick.Refresh();

        Assert.True(new ClickTokens(slow).TryRead(new ClickTokens(quick).Create(Click), out _));
    }

    [Fact]
    public void R1_5_A_replaced_key_retires_when_no_click_of_it_can_count_any_more()
    {
        var node = Open(Old);
        var token = new ClickTokens(node).Create(Click);
        Rotate(Old);

        clock.Advance(TimeSpan.FromDays(3650));
        node.Refresh();
        Assert.True(new ClickTokens(node).TryRead(token, out _));

        clock.Advance(TimeSpan.FromMinutes(5));
        node.Refresh();
        Assert.False(new ClickTokens(node).TryRead(token, out _));
        Assert.Equal(1, node.Signing.Count);
    }

    [Fact]
    public void R1_3_However_often_it_rotates_the_ring_stays_short()
    {
        var node = Open(Old);
        for (var i = 0; i < 40; i++)
            Rotate(Old);

        node.Refresh();
        Assert.Equal(32, node.Signing.Count);
    }

    [Fact]
    public void R1_3_Revoked_keys_sign_nothing_genuine_any_more()
    {
        var node = Open(Old);
        var token = new ClickTokens(node).Create(Click);

        RotateKeys.Run(directory.FullName, Security(Old), clock, revoke: true);

        node.Refresh();
        Assert.False(new ClickTokens(node).TryRead(token, out _));
        Assert.True(new ClickTokens(Open(Old)).TryRead(new ClickTokens(node).Create(Click), out _));
    }

    [Fact]
    public void R10_3_A_running_node_keeps_its_keys_when_the_ring_is_no_longer_its_own()
    {
        var node = Open(Old);
        var token = new ClickTokens(node).Create(Click);
        Open(New, Old); // sealed with a secret that this node was not given

        Assert.Throws<InvalidOperationException>(node.Refresh);
        Assert.True(new ClickTokens(node).TryRead(token, out _));

        File.Delete(Ring);
        Open(Old);
        Assert.Throws<InvalidOperationException>(node.Refresh);
        Assert.True(new ClickTokens(node).TryRead(token, out _));
    }

    private string Ring => InKeys("portal.ring");

    private string Secret => InKeys("tracking.key");

    private string InKeys(string name) => Path.Combine(directory.FullName, "keys", name);

    private static SecuritySettings Security(string current, params string[] previous) =>
        new() { MatchingKey = current, PreviousMatchingKeys = previous };

    private PortalKeys Open(string current, params string[] previous) =>
        PortalKeys.Open(directory.FullName, Security(current, previous), clock);

    private KeyRotation Rotate(string current = "") => RotateKeys.Run(directory.FullName, Security(current), clock, revoke: false);
}
