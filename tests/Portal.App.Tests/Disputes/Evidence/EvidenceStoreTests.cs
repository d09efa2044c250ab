using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>What is brought is kept with all that R8.2 names, or leaves nothing.</summary>
public sealed class EvidenceStoreTests
{
    [DatabaseTheory]
    public async Task R8_2_A_file_is_kept_with_its_hash_its_times_and_who_brought_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var photo = EvidenceSamples.Jpeg(exif: EvidenceSamples.Exif("2026:06:08 08:00:00"));
        var stated = world.Clock.GetUtcNow().AddHours(-1);

        var brought = (await world.BringsAsync(owner, dispute, photo, @"C:\ảnh\khách.JPG", stated, "Khách đến tiệm")).Value;

        await using var db = await world.DbAsync();
        var row = await db.EvidenceFiles.AsNoTracking().SingleAsync();
        Assert.Equal(brought.Id, row.Id);
        Assert.Equal((1, owner.ClientId, owner.Name, (Guid?)null, (Guid?)shop.Id, shop.Name),
            (row.Number, row.UploaderId, row.UploadedBy, row.PartnerId, row.ShopId, row.Organisation));
        Assert.Equal(("khách.jpg", EvidenceType.Jpeg, photo.LongLength), (row.Name, row.Type, row.Bytes));
        Assert.Equal(SHA256.HashData(photo), row.Sha256);
        Assert.Equal((world.Clock.GetUtcNow(), (DateTimeOffset?)stated, "Khách đến tiệm"), (row.UploadedAt, row.StatedAt, row.Note));
        Assert.Equal((new DateTimeOffset(2026, 6, 8, 8, 0, 0, TimeSpan.FromHours(7)), FileTimeSource.ExifLocal),
            (row.FileAt!.Value, row.FileAtSource!.Value));
        Assert.True(row.Differs);
        Assert.Equal(photo, await world.ReadsAsync(owner, row));
        var view = Assert.Single(await world.Get<EvidenceQueries>().OfDisputeAsync(owner, dispute, default));
        Assert.Equal((Convert.ToHexStringLower(row.Sha256), true, EvidencePreviewState.Waiting), (view.Sha256, view.Differs, view.Preview));
    }

    [DatabaseTheory]
    public async Task R8_2_Ten_files_are_taken_and_of_many_at_once_no_eleventh(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var owner = world.OwnerOf(await world.HasShopAsync());
        for (var round = 1; round <= LongRun.Of(5, 100); round++)
        {
            var dispute = await world.HasDisputeForEvidenceAsync(owner);
            for (var i = 0; i < 7; i++)
                Assert.True((await world.BringsAsync(owner, dispute, Text($"{i}"))).Succeeded);

            var all = await Task.WhenAll(Enumerable.Range(7, 8)
                .Select(i => Task.Run(() => (i % 2 == 0 ? world : node).BringsAsync(owner, dispute, Text($"{i}")))));

            Assert.Equal(3, all.Count(one => one.Succeeded));
            Assert.All(all.Where(one => !one.Succeeded), one => Assert.Equal(EvidenceRefusals.Full, one.Refusal!.Code));
            await using var db = await world.DbAsync();
            Assert.Equal(Enumerable.Range(1, 10), await db.EvidenceFiles.Where(file => file.DisputeId == dispute)
                .OrderBy(file => file.Number).Select(file => file.Number).ToListAsync());
            Assert.Equal(10 * round, world.EvidenceOnDisk.Length);
        }
    }

    [DatabaseTheory]
    public async Task The_same_file_sent_again_because_an_answer_was_lost_is_there_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        for (var i = 0; i < 9; i++)
            Assert.True((await world.BringsAsync(owner, dispute, Text($"{i}"))).Succeeded);

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.BringsAsync(owner, dispute, Text("last")))));
        var again = await world.BringsAsync(owner, dispute, Text("last"), "another name");

        Assert.Single(sent.Append(again).Select(one => one.Value.Id).Distinct());
        await using var db = await world.DbAsync();
        Assert.Equal(10, await db.EvidenceFiles.CountAsync());

        // the other side may bring the same picture
        var other = world.PersonOf(await world.HasPartnerAsync());
        Assert.Equal(EvidenceRefusals.Full, (await world.BringsAsync(other, dispute, Text("last"))).Refusal!.Code);
        var second = await world.HasDisputeForEvidenceAsync(owner);
        Assert.NotEqual((await world.BringsAsync(owner, second, Text("x"))).Value.Id,
            (await world.BringsAsync(other, second, Text("x"))).Value.Id);
    }

    [DatabaseTheory]
    public async Task A_dispute_is_made_with_several_files_in_one_transaction_or_none_is(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var store = world.Get<EvidenceStore>();
        var files = new List<ReceivedEvidence>();
        for (var i = 0; i < 11; i++)
            files.Add((await store.ReceiveAsync($"{i}.txt", new MemoryStream(Text($"{i}")), default)).Value);

        Task<Outcome<int>> AddAsync(int count) => world.Get<UnitOfWork>().RunAsync<int>(
            owner,
            async (db, stop) =>
            {
                for (var i = 0; i < count; i++)
                {
                    var added = await store.AddAsync(db, owner, dispute, files[i], new EvidenceStore.Statement(null, null), stop);
                    if (!added.Succeeded)
                        return added.Refusal!;
                }

                return count;
            },
            default);

        Assert.Equal(EvidenceRefusals.Full, (await AddAsync(11)).Refusal!.Code);
        await using (var db = await world.DbAsync())
            Assert.Equal(0, await db.EvidenceFiles.CountAsync());
        Assert.Equal(10, (await AddAsync(10)).Value);
        foreach (var file in files)
            file.Dispose();

        await using (var db = await world.DbAsync())
            Assert.Equal(
                Enumerable.Range(1, 10), await db.EvidenceFiles.OrderBy(row => row.Number).Select(row => row.Number).ToListAsync());
        Assert.Equal(10, world.EvidenceOnDisk.Length);
    }

    [Fact]
    public async Task Who_may_not_add_fills_no_disk_and_whose_right_ends_meanwhile_adds_nothing()
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var asked = 0;

        Task<Outcome<EvidenceFile>> SendAsync(int from, Stream content) => world.Get<EvidenceStore>().UploadAsync(
            owner, dispute, "x", new EvidenceStore.Statement(null, null), content,
            (_, _) => Task.FromResult(++asked >= from ? Refusal.Forbidden() : null), default);

        Assert.Equal("forbidden", (await SendAsync(1, new Unread())).Refusal!.Code);
        Assert.Empty(world.EvidenceOnDisk);
        asked = 0;
        Assert.Equal("forbidden", (await SendAsync(2, new MemoryStream(Text("x")))).Refusal!.Code);
        Assert.Empty(world.EvidenceOnDisk);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_upload_that_is_cut_at_a_quarter_leaves_nothing_and_can_be_sent_again(int quarter)
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var photo = EvidenceSamples.Jpeg(width: 2_000, height: 1_500, quality: 100);

        await Assert.ThrowsAsync<IOException>(
            () => world.BringsAsync(
                owner, dispute, new Cut(photo, photo.Length * quarter / 4, new IOException("The connection was reset."))));
        Assert.Empty(world.EvidenceOnDisk);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => world.BringsAsync(owner, dispute, new Cut(photo, photo.Length * quarter / 4, new OperationCanceledException())));
        Assert.Empty(world.EvidenceOnDisk);

        Assert.True((await world.BringsAsync(owner, dispute, photo)).Succeeded);
        Assert.Single(world.EvidenceOnDisk);
    }

    [Fact]
    public async Task A_stream_without_end_is_read_to_the_first_byte_too_many()
    {
        await using var world = await World.CreateAsync();
        var endless = new Endless();

        Assert.Equal(EvidenceRefusals.TooLarge,
            (await world.Get<EvidenceStore>().ReceiveAsync("x", endless, default)).Refusal!.Code);

        Assert.InRange(endless.Read, EvidenceRules.MostBytes + 1, EvidenceRules.MostBytes + (128 * 1024));
        Assert.Empty(world.EvidenceOnDisk);
    }

    /// <summary>The device is Linux' own, which has no room.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(200_000)]
    public async Task A_full_disk_refuses_for_now_and_leaves_nothing(int room)
    {
        await using var world = await World.CreateAsync();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no /dev/full.");
        var disk = new EvidenceDisk(
            world.Get<DataDirectory>(), world.Get<IDataProtectionProvider>(), path => new Filling(path, room));
        using var store = ActivatorUtilities.CreateInstance<EvidenceStore>(world.Services, disk);
        var photo = EvidenceSamples.Jpeg(width: 4_000, height: 3_000, quality: 100);
        Assert.InRange(photo.Length, 300_000, int.MaxValue);

        var full = await store.ReceiveAsync("x.jpg", new MemoryStream(photo), default);

        Assert.Equal((RefusalKind.Unavailable, "storage_unavailable"), (full.Refusal!.Kind, full.Refusal.Code));
        Assert.Empty(world.EvidenceOnDisk);
        Assert.True((await world.Get<EvidenceStore>().ReceiveAsync("x.jpg", new MemoryStream(photo), default)).Succeeded);
    }

    [Fact]
    public async Task A_full_database_leaves_no_row_and_the_file_to_the_sweep()
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var received = (await world.Get<EvidenceStore>().ReceiveAsync("x", new MemoryStream(Text("x")), default)).Value;
        var disputes = new List<Guid>();
        for (var i = 0; i < 5; i++)
            disputes.Add(await world.HasDisputeForEvidenceAsync(owner));
        world.Disk.IsFull = true;
        var note = new string('x', EvidenceRules.LongestNote);
        var failed = 0;

        // a row may still find room in the pages that there are
        for (var i = 0; i < 50 && failed == 0; i++)
        {
            using var file = i == 0
                ? received : (await world.Get<EvidenceStore>().ReceiveAsync("x", new MemoryStream(Text($"{i}")), default)).Value;
            try
            {
                await world.Get<UnitOfWork>().RunAsync<EvidenceFile>(
                    owner,
                    (db, stop) => world.Get<EvidenceStore>()
                        .AddAsync(db, owner, disputes[i / 10], file, new EvidenceStore.Statement(null, note), stop), default);
            }
            catch (DbUpdateException)
            {
                failed++;
            }
        }

        world.Disk.IsFull = false;
        Assert.Equal(1, failed);
        await using (var db = await world.DbAsync())
            Assert.Equal(world.EvidenceOnDisk.Length - 1, await db.EvidenceFiles.CountAsync());
        Assert.True((await world.BringsAsync(owner, dispute, Text("again"))).Succeeded);
    }

    [DatabaseTheory]
    public async Task R8_2_What_it_shows_is_said_once_and_in_a_draft_as_often_as_its_author_likes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var file = (await world.BringsAsync(owner, dispute, Text("x"))).Value;
        var (first, second) = (world.Clock.GetUtcNow().AddDays(-2), world.Clock.GetUtcNow().AddDays(-1));

        Task<Outcome<Done>> StateAsync(DateTimeOffset? at, string? note, bool isDraft) =>
            world.Get<UnitOfWork>().RunAsync<Done>(
                owner,
                async (db, stop) => world.Get<EvidenceStore>().State(
                    await db.EvidenceFiles.SingleAsync(row => row.Id == file.Id, stop), new EvidenceStore.Statement(at, note), isDraft)
                    is { } refusal ? refusal : default(Done),
                default);

        Assert.True((await StateAsync(first, "Tin nhắn", isDraft: true)).Succeeded);
        Assert.True((await StateAsync(second, "Tin nhắn Zalo", isDraft: true)).Succeeded);
        Assert.Equal(EvidenceRefusals.AlreadyStated, (await StateAsync(first, "Khác", isDraft: false)).Refusal!.Code);
        Assert.Equal(["statedAt", "note"], (await StateAsync(world.Clock.GetUtcNow().AddDays(1), new string('x', 1001), isDraft: true))
            .Refusal!.Fields.Select(field => field.Field));
        await using var db = await world.DbAsync();
        var row = await db.EvidenceFiles.SingleAsync();
        Assert.Equal(((DateTimeOffset?)second, "Tin nhắn Zalo"), (row.StatedAt, row.Note));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_before_a_byte_is_read()
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());

        var refused = await world.BringsAsync(
            owner, await world.HasDisputeForEvidenceAsync(owner), new Unread(), "x", world.Clock.GetUtcNow().AddDays(1), "x\u202e");

        Assert.Equal([("statedAt", "date_in_future"), ("note", "unprintable_character")],
            refused.Refusal!.Fields.Select(field => (field.Field, field.Code)));
    }

    [Fact]
    public async Task Many_large_files_at_once_are_not_in_memory_at_once()
    {
        await using var world = await World.CreateAsync();
        var store = world.Get<EvidenceStore>();
        var large = new byte[EvidenceRules.MostBytes];
        large.AsSpan().Fill((byte)'a');
        (await store.ReceiveAsync("x", new MemoryStream(large), default)).Value.Dispose();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => store.ReceiveAsync("x", new MemoryStream(large, writable: false), default))));

        // twenty files of 10 MiB, which would be 200; what one is looked at in is used for the next
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100L * 1024 * 1024);
        foreach (var one in all)
            one.Value.Dispose();
        Assert.Empty(world.EvidenceOnDisk);
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>A connection that breaks.</summary>
    private sealed class Cut(byte[] bytes, int at, Exception failure) : MemoryStream(bytes, 0, at)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw failure;
    }

    /// <summary>Of which nothing may be read.</summary>
    private sealed class Unread : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("It was read.");
    }

    private sealed class Endless : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            Read += buffer.Length;
            return new(buffer.Length);
        }
    }

    /// <summary>A file on a disk with so much room; what comes after that goes to the device that is full.</summary>
    private sealed class Filling(string path, int room) : FileStream(path, FileMode.CreateNew)
    {
        private readonly FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await (Position + buffer.Length <= room
                ? base.WriteAsync(buffer, cancellationToken) : full.WriteAsync(buffer, cancellationToken));

        protected override void Dispose(bool disposing)
        {
            full.Dispose();
            base.Dispose(disposing);
        }
    }
}
