using System.Security.Cryptography;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Settings;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using SkiaSharp;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>
/// Whatever somebody brings is accepted or refused as R8.2 says, by its content and not by its name; what is refused leaves nothing, and no
/// preview has more than what can be seen.
/// </summary>
public sealed class HostileFilesTests(HostileFilesTests.Portal portal) : IClassFixture<HostileFilesTests.Portal>
{
    public static TheoryData<string> Files => [.. HostileFiles.All.Keys];

    public static TheoryData<string> Drawn => [.. HostileFiles.All.Where(file => file.Value.IsDrawn).Select(file => file.Key)];

    public static TheoryData<string, int> Quarters
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var file in new[] { "a JPEG", "a PNG", "a lossy WebP", "a lossless WebP", "a HEIC with its time", "a PDF" })
            {
                for (var quarter = 1; quarter <= 3; quarter++)
                    all.Add(file, quarter);
            }

            return all;
        }
    }

    [Fact]
    public void There_are_many() => Assert.InRange(HostileFiles.All.Count, 60, int.MaxValue);

    [Theory, MemberData(nameof(Files))]
    public async Task R8_2_The_content_decides_what_is_accepted_and_the_bytes_are_kept_as_they_came(string name)
    {
        var (file, bytes) = (HostileFiles.All[name], HostileFiles.All[name].Make());

        // the name says something else
        var received = await portal.Store.ReceiveAsync("../../x.html", new MemoryStream(bytes), default);

        Assert.Equal(file.Refusal, received.Refusal?.Code);
        Assert.DoesNotContain(portal.World.EvidenceOnDisk, path => path.EndsWith(".part", StringComparison.Ordinal));
        if (file.Refusal is not null)
        {
            Assert.Empty(portal.World.EvidenceOnDisk);
            return;
        }

        using var taken = received.Value;
        Assert.Equal((file.Type, bytes.LongLength), (taken.Content.Type, taken.Bytes));
        Assert.Equal(file.Time, taken.Content.Time?.At);
        Assert.Equal("x.html" + file.Type!.Value.Ending(), taken.Name);
        Assert.Equal(SHA256.HashData(bytes), taken.Sha256);
        var onDisk = await File.ReadAllBytesAsync(Assert.Single(portal.World.EvidenceOnDisk));
        Assert.InRange(onDisk.Length, bytes.Length, bytes.Length + 10_000);
        Assert.True(bytes.Length < 16 || onDisk.AsSpan().IndexOf(bytes.AsSpan(0, 16)) < 0, "it lies on the disk unsealed");
    }

    [Theory, MemberData(nameof(Quarters))]
    public async Task What_is_cut_at_a_quarter_is_refused(string name, int quarter)
    {
        var whole = HostileFiles.All[name].Make();

        var cut = await portal.Store.ReceiveAsync("x", new MemoryStream(whole[..(whole.Length * quarter / 4)]), default);

        Assert.Equal(EvidenceRefusals.Damaged, cut.Refusal?.Code);
        Assert.Empty(portal.World.EvidenceOnDisk);
    }

    [Theory, MemberData(nameof(Drawn))]
    public async Task R8_5_A_preview_has_nothing_but_what_can_be_seen(string name)
    {
        var (file, bytes) = (HostileFiles.All[name], HostileFiles.All[name].Make());

        var (end, preview) = await portal.Drawing.DrawAsync(file.Type!.Value, new MemoryStream(bytes), default);

        Assert.Equal(DrawingEnd.Drawn, end);
        Assert.True(preview!.Jpeg.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]));
        foreach (var hidden in (string[])[EvidenceSamples.Place, "Exif", "MM\0*", "II*\0", "script", "PK\x03\x04", "ftyp", "http"])
            Assert.Equal(-1, preview.Jpeg.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(hidden)));
        using var picture = SKBitmap.Decode(preview.Jpeg);
        Assert.InRange(Math.Max(picture.Width, picture.Height), 1, global::Portal.Previews.PreviewCommand.LongestSide);
    }

    /// <summary>One store for all of them.</summary>
    public sealed class Portal : IAsyncLifetime
    {
        public World World { get; private set; } = null!;

        public EvidenceStore Store => World.Get<EvidenceStore>();

        public PreviewProcess Drawing => World.Get<PreviewProcess>();

        public async ValueTask InitializeAsync() => World = await World.CreateAsync();

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
