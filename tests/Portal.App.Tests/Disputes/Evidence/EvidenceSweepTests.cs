using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>What lies on the disk and what the rows say are kept the same, and where they are not, somebody learns of it.</summary>
public sealed class EvidenceSweepTests
{
    [DatabaseTheory]
    public async Task Files_that_no_row_names_go_after_a_day_and_no_others(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var kept = (await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg())).Value;
        await world.DrawsPreviewsAsync();
        var removed = (await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(2))).Value;
        await world.DrawsPreviewsAsync();
        await using (var db = await world.DbAsync())
        {
            await EvidenceStore.RemoveAsync(db, await db.EvidenceFiles.SingleAsync(file => file.Id == removed.Id), default);
            await db.SaveChangesAsync();
        }

        // a process that was killed left one behind, and somebody put a note there
        var killed = Path.Combine(world.EvidenceFolder, $"{Guid.CreateVersion7(world.Clock.GetUtcNow()):N}.evidence.part");
        await File.WriteAllTextAsync(killed, "x");
        File.SetLastWriteTimeUtc(killed, DateTime.UnixEpoch);
        var note = Path.Combine(world.EvidenceFolder, "README");
        await File.WriteAllTextAsync(note, "x");

        await SweepAsync(world);
        Assert.Equal(6, world.EvidenceOnDisk.Length);
        world.Clock.Advance(TimeSpan.FromHours(25));
        var fresh = (await world.Get<EvidenceStore>().ReceiveAsync("x", new MemoryStream([65]), default)).Value;
        await SweepAsync(world);

        Assert.Equal(
            [$"{kept.Id:N}.evidence", $"{kept.Id:N}.preview", $"{fresh.Id:N}.evidence", "README"],
            world.EvidenceOnDisk.Select(path => Path.GetFileName(path)!));
    }

    [DatabaseTheory]
    public async Task R8_2_A_file_that_is_missing_or_no_longer_matches_its_hash_is_reported_until_it_is_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var files = new List<EvidenceFile>();
        for (var i = 0; i < 4; i++)
            files.Add((await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(i))).Value);
        string PathOf(int i) => Path.Combine(world.EvidenceFolder, $"{files[i].Id:N}.evidence");
        var (first, second) = (await File.ReadAllBytesAsync(PathOf(0)), await File.ReadAllBytesAsync(PathOf(1)));
        File.Delete(PathOf(0));
        byte[] changed = [.. second];
        changed[^1000] ^= 1;
        await File.WriteAllBytesAsync(PathOf(1), changed);
        await using (var db = await world.DbAsync())
            await db.EvidenceFiles.Where(file => file.Id == files[2].Id)
                .ExecuteUpdateAsync(set => set.SetProperty(file => file.Sha256, new byte[32]));

        await SweepAsync(world);
        Assert.Empty(await FailuresAsync(world));
        world.Clock.Advance(TimeSpan.FromDays(31));
        await SweepAsync(world);

        Assert.Equal(
            files.Take(3).Select(file => file.Id).Order(), (await FailuresAsync(world)).Select(failure => failure.SubjectId).Order());
        await using (var db = await world.DbAsync())
            Assert.Equal([files[3].Id], await db.EvidenceFiles.Where(file => file.CheckedAt == world.Clock.GetUtcNow())
                .Select(file => file.Id).ToListAsync());

        // they come back from the backup
        await File.WriteAllBytesAsync(PathOf(0), first);
        await File.WriteAllBytesAsync(PathOf(1), second);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync(world);
        Assert.Equal([files[2].Id], (await FailuresAsync(world)).Select(failure => failure.SubjectId));
        Assert.Contains("SHA-256", Assert.Single(await FailuresAsync(world)).Error, StringComparison.Ordinal);
    }

    private static async Task SweepAsync(World world)
    {
        using var worker = ActivatorUtilities.CreateInstance<EvidenceSweep>(world.Services);
        await worker.RunOnceAsync(default);
    }

    private static async Task<IReadOnlyList<WorkFailure>> FailuresAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.WorkFailures.AsNoTracking().Where(failure => failure.Kind == WorkKind.Evidence).ToListAsync();
    }
}
