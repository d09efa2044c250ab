using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;
using Portal.Previews;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using SkiaSharp;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>Previews are drawn beside the portal: what a picture does to the program that draws it costs a preview.</summary>
public sealed class EvidencePreviewTests
{
    private const long Plenty = 1L << 40;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [DatabaseTheory]
    public async Task A_picture_of_each_kind_gets_its_preview_and_its_hash(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        foreach (var file in (byte[][])
            [EvidenceSamples.Jpeg(), EvidenceSamples.Png(2), EvidenceSamples.WebP(3), EvidenceSamples.Heic(), EvidenceSamples.Pdf()])
            Assert.True((await world.BringsAsync(owner, dispute, file)).Succeeded);

        await world.DrawsPreviewsAsync();

        await using var db = await world.DbAsync();
        var rows = await db.EvidenceFiles.AsNoTracking().OrderBy(row => row.Number).ToListAsync();
        Assert.All(rows.Take(4), row => Assert.Equal((EvidencePreviewState.Ready, 1, true, (DateTimeOffset?)null),
            (row.PreviewState, row.PreviewTries, row.PerceptualHash is not null, row.PreviewDueAt)));
        Assert.Equal((EvidencePreviewState.None, 0), (rows[4].PreviewState, rows[4].PreviewTries));
        Assert.Equal(4 * 4, await db.PictureHashBands.CountAsync());
        foreach (var row in rows.Take(4))
            Assert.True((await world.ReadsAsync(owner, row, preview: true)).AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]));
        Assert.DoesNotContain(world.EvidenceOnDisk, path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 320, 240)]
    [InlineData(6, 240, 320)]
    public async Task A_picture_stands_as_the_camera_was_held(int orientation, int width, int height)
    {
        byte[] exif = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

        var (_, preview) = await new PreviewProcess(PreviewProgram.Own)
            .DrawAsync(EvidenceType.Jpeg, new MemoryStream(EvidenceSamples.Jpeg(exif: exif)), default);

        using var picture = SKBitmap.Decode(preview!.Jpeg);
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(EvidenceType.Jpeg, "png")]
    [InlineData(EvidenceType.Heic, "svg")]
    [InlineData(EvidenceType.Heic, "pdf")]
    [InlineData(EvidenceType.Heic, "jpeg")]
    [InlineData(EvidenceType.Png, "broken")]
    [InlineData(EvidenceType.Heic, "cut")]
    public async Task What_is_not_what_it_is_said_to_be_or_cannot_be_read_is_not_drawn(EvidenceType type, string file)
    {
        var bytes = file switch
        {
            "png" => EvidenceSamples.Png(),
            "jpeg" => EvidenceSamples.Jpeg(),
            "svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>"u8.ToArray(),
            "pdf" => EvidenceSamples.Pdf(),
            "cut" => EvidenceSamples.Heic()[..^40],
            _ => [.. EvidenceSamples.Png()[..2000], .. new byte[2000]],
        };

        Assert.Equal((DrawingEnd.NotDrawable, (DrawnPreview?)null),
            await new PreviewProcess(PreviewProgram.Own).DrawAsync(type, new MemoryStream(bytes), default));
    }

    [Theory]
    [InlineData("hangs", "sleep 300")]
    [InlineData("crashes", "kill -SEGV $$")]
    [InlineData("fails", "cat >/dev/null; exit 1")]
    [InlineData("says nothing", "cat >/dev/null")]
    [InlineData("never ends to speak", "cat /dev/zero")]
    [InlineData("reads nothing", "exec sleep 300 </dev/null")]
    public async Task A_program_that_breaks_costs_the_preview_and_leaves_no_process(string how, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a script of Unix.");
        var mark = $"portal-{Guid.CreateVersion7(World.Start):N}-{how.Length}";
        var drawing = new PreviewProcess(new PreviewProgram(
            "/bin/sh", ["-c", script, mark], how is "hangs" or "reads nothing" ? TimeSpan.FromSeconds(1) : Long, Plenty));

        var (end, preview) = await drawing.DrawAsync(EvidenceType.Jpeg, new MemoryStream(new byte[3_000_000]), default);

        Assert.Equal((DrawingEnd.Broken, (DrawnPreview?)null), (end, preview));
        Assert.DoesNotContain(mark, Running(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_much_memory_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a script of Unix.");
        // a variable that doubles; the shell would go on until the machine has no more
        var drawing = new PreviewProcess(new PreviewProgram(
            "/bin/sh", ["-c", "a=xxxxxxxxxxxxxxxx; while [ ${#a} -lt 200000000 ]; do a=$a$a; done; sleep 300"], Long, 100_000_000));

        Assert.Equal(DrawingEnd.Broken, (await drawing.DrawAsync(EvidenceType.Jpeg, new MemoryStream([1]), default)).End);
    }

    [Fact]
    public async Task The_program_knows_nothing_of_the_portal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a script of Unix.");
        Environment.SetEnvironmentVariable("Portal_Secret_Of_Test", "secret");
        var answer = Path.Combine(Directory.CreateTempSubdirectory("portal-preview-").FullName, "environment");
        try
        {
            var drawing = new PreviewProcess(new PreviewProgram("/bin/sh", ["-c", $"/usr/bin/env > {answer}"], Long, Plenty));
            await drawing.DrawAsync(EvidenceType.Jpeg, new MemoryStream([1]), default);

            Assert.DoesNotContain("secret", await File.ReadAllTextAsync(answer), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Portal_Secret_Of_Test", null);
            Directory.Delete(Path.GetDirectoryName(answer)!, recursive: true);
        }
    }

    [DatabaseTheory]
    public async Task A_picture_over_which_the_program_breaks_is_tried_once_more_and_then_kept_without(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a script of Unix.");
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var photo = EvidenceSamples.Jpeg();
        var file = (await world.BringsAsync(owner, dispute, photo)).Value;
        using var worker = ActivatorUtilities.CreateInstance<EvidencePreviewer>(
            world.Services, new PreviewProcess(new PreviewProgram("/bin/sh", ["-c", "kill -SEGV $$"], Long, Plenty)));

        await worker.RunOnceAsync(default);
        Assert.Equal((EvidencePreviewState.Waiting, 1), await StateAsync(world, file));
        await worker.RunOnceAsync(default);
        Assert.Equal((EvidencePreviewState.Waiting, 1), await StateAsync(world, file));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal((EvidencePreviewState.Failed, 2), await StateAsync(world, file));

        Assert.Equal(photo, await world.ReadsAsync(owner, file));
        var opened = await world.Get<OpenEvidence>().RunAsync(owner, new OpenEvidence.Input(dispute, file.Id, Preview: true), default);
        Assert.Equal(EvidenceRefusals.NoPreview, opened.Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Two_nodes_draw_each_picture_once_and_what_one_left_the_other_draws(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        for (var i = 0; i < 6; i++)
            Assert.True((await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(i))).Succeeded);
        await using (var db = await world.DbAsync())
        {
            // a node took the first one and died
            var first = await db.EvidenceFiles.OrderBy(file => file.Number).FirstAsync();
            (first.PreviewTries, first.PreviewDueAt) = (1, world.Clock.GetUtcNow().AddMinutes(5));
            await db.SaveChangesAsync();
        }

        await Task.WhenAll(Task.Run(() => world.DrawsPreviewsAsync()), Task.Run(() => node.DrawsPreviewsAsync()));
        await using (var db = await world.DbAsync())
        {
            Assert.Equal(5, await db.EvidenceFiles.CountAsync(file => file.PreviewState == EvidencePreviewState.Ready));
            Assert.Equal(6, await db.EvidenceFiles.SumAsync(file => file.PreviewTries));
        }

        node.Clock.Advance(TimeSpan.FromMinutes(5));
        await node.DrawsPreviewsAsync();
        await using (var db = await world.DbAsync())
            Assert.Equal(6, await db.EvidenceFiles.CountAsync(file => file.PreviewState == EvidencePreviewState.Ready));
    }

    [Fact]
    public void A_copy_that_was_made_smaller_looks_the_same_and_another_picture_does_not()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var hash = HashOf(EvidenceSamples.Jpeg(seed, 800, 600));
            byte[][] copies =
            [
                EvidenceSamples.Jpeg(seed, 400, 300), EvidenceSamples.Jpeg(seed, 800, 600, quality: 40),
                EvidenceSamples.WebP(seed, 800, 600),
            ];
            Assert.All(copies, copy => Assert.InRange(Difference(hash, HashOf(copy)), 0, 3));
            Assert.InRange(Difference(hash, HashOf(EvidenceSamples.Jpeg(seed + 100, 800, 600))), 8, 64);
        }
    }

    [Fact]
    public void A_picture_of_one_colour_looks_like_nothing()
    {
        using var white = new SKBitmap(300, 200, SKColorType.Rgba8888, SKAlphaType.Opaque);
        white.Erase(SKColors.White);
        Assert.Null(PerceptualHash.Of(white));
        using var tiny = new SKBitmap(4, 4, SKColorType.Rgba8888, SKAlphaType.Opaque);
        Assert.Null(PerceptualHash.Of(tiny));
    }

    private static long HashOf(byte[] picture)
    {
        using var decoded = SKBitmap.Decode(picture);
        using var bitmap = decoded.Copy(SKColorType.Rgba8888);
        return PerceptualHash.Of(bitmap)!.Value;
    }

    private static int Difference(long one, long other) => System.Numerics.BitOperations.PopCount((ulong)(one ^ other));

    private static async Task<(EvidencePreviewState, int)> StateAsync(World world, EvidenceFile file)
    {
        await using var db = await world.DbAsync();
        var row = await db.EvidenceFiles.AsNoTracking().SingleAsync(row => row.Id == file.Id);
        return (row.PreviewState, row.PreviewTries);
    }

    /// <summary>The command lines of all processes.</summary>
    private static string Running() => string.Concat(Directory.EnumerateDirectories("/proc")
        .Where(path => Path.GetFileName(path).All(char.IsAsciiDigit))
        .Select(path =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(path, "cmdline"));
            }
            catch (IOException)
            {
                return ""; // it has ended
            }
        }));
}
