using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>The reviewer is shown where a picture was brought before.</summary>
public sealed class SimilarEvidenceTests
{
    [DatabaseTheory]
    public async Task The_same_file_and_pictures_that_look_alike_are_found_in_other_disputes_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var other = world.OwnerOf(await world.HasShopAsync());
        var (mine, theirs) = (await world.HasDisputeForEvidenceAsync(owner), await world.HasDisputeForEvidenceAsync(other));
        var photo = (await world.BringsAsync(owner, mine, EvidenceSamples.Jpeg(1, 1200, 900))).Value;
        var text = (await world.BringsAsync(owner, mine, "tin nhắn"u8.ToArray())).Value;
        await world.BringsAsync(owner, mine, EvidenceSamples.Jpeg(1, 1100, 825)); // its own copy says nothing
        var same = (await world.BringsAsync(other, theirs, EvidenceSamples.Jpeg(1, 1200, 900))).Value;
        var smaller = (await world.BringsAsync(other, theirs, EvidenceSamples.WebP(1, 600, 450))).Value;
        await world.BringsAsync(other, theirs, EvidenceSamples.Jpeg(2, 1200, 900));
        var sameText = (await world.BringsAsync(other, theirs, "tin nhắn"u8.ToArray())).Value;
        await world.DrawsPreviewsAsync();

        var found = await world.Get<EvidenceQueries>().SimilarAsync(world.Admin, mine, default);

        var ofPhoto = found.Where(one => one.EvidenceId == photo.Id).ToList();
        Assert.Equal([(same.Id, true), (smaller.Id, false)], ofPhoto.Select(one => (one.Other.Id, one.SameBytes)));
        Assert.Equal([(sameText.Id, true)], found.Where(one => one.EvidenceId == text.Id).Select(one => (one.Other.Id, one.SameBytes)));
        Assert.Empty(await world.Get<EvidenceQueries>().SimilarAsync(owner, mine, default));
    }

    [DatabaseTheory]
    public async Task Whatever_differs_in_up_to_six_bits_is_found_among_many_by_a_bounded_number_of_reads(DatabaseProvider provider)
    {
        const int Others = 2_000;
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var (mine, others) = (await world.HasDisputeForEvidenceAsync(owner), await world.HasDisputeForEvidenceAsync(owner));
        var (random, number) = (new Random(5), 0);
        var hash = random.NextInt64();
        var near = new List<Guid>();
        await using (var db = await world.DbAsync())
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            Add(db, mine, hash);
            for (var i = 0; i < 60; i++)
            {
                var turned = hash;
                foreach (var bit in Enumerable.Range(0, 64).OrderBy(_ => random.Next()).Take(i % 8))
                    turned ^= 1L << bit;
                var id = Add(db, others, turned);
                if (i % 8 <= 6)
                    near.Add(id);
            }

            for (var i = 0; i < Others; i++)
                Add(db, others, random.NextInt64());
            await db.SaveChangesAsync();
        }

        var before = world.Commands.Count;
        var found = await world.Get<EvidenceQueries>().SimilarAsync(world.Admin, mine, default);

        Assert.Equal(3, world.Commands.Count - before);
        Assert.Equal(near.Order(), found.Select(one => one.Other.Id).Order());

        Guid Add(PortalDb db, Guid dispute, long of)
        {
            var (id, now) = (Ids.New(world.Clock), world.Clock.GetUtcNow());
            db.EvidenceFiles.Add(new EvidenceFile
            {
                Id = id,
                DisputeId = dispute,
                Number = ++number,
                UploaderId = id,
                UploadedBy = "x",
                PartnerId = null,
                ShopId = null,
                Organisation = null,
                Name = "x.jpg",
                Type = EvidenceType.Jpeg,
                Bytes = 1,
                Sha256 = [.. id.ToByteArray(), .. id.ToByteArray()],
                UploadedAt = now,
                FileAt = null,
                FileAtSource = null,
                PerceptualHash = of,
                PreviewState = EvidencePreviewState.Ready,
                PreviewDueAt = null,
                CheckedAt = now,
            });
            for (var band = 0; band < 4; band++)
            {
                var quarter = (int)((ulong)of >> (16 * band)) & 0xFFFF;
                db.PictureHashBands.Add(new PictureHashBand { FileId = id, Key = (band << 16) | quarter });
            }
            return id;
        }
    }
}
