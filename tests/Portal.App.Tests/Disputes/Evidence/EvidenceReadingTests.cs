using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>Who reads a piece of evidence (R8.5), and what is noted of it.</summary>
public sealed class EvidenceReadingTests
{
    [DatabaseTheory]
    public async Task R8_5_Its_author_and_the_operators_people_read_it_and_nobody_else_learns_that_it_is_there(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (partner, shop) = (await world.HasPartnerAsync(), await world.HasShopAsync());
        var author = world.PersonOf(partner);
        var dispute = await world.HasDisputeForEvidenceAsync(author);
        var photo = EvidenceSamples.Jpeg();
        var file = (await world.BringsAsync(author, dispute, photo)).Value;
        await world.DrawsPreviewsAsync();

        Actor[] readers = [author, world.Admin, world.Finance(), world.Auditor()];
        Assert.All(readers, reader => Assert.True(EvidenceAccess.MayRead(reader, file)));
        foreach (var reader in readers)
        {
            Assert.Equal(photo, await world.ReadsAsync(reader, file));
            Assert.NotEmpty(await world.ReadsAsync(reader, file, preview: true));
            Assert.Single(await world.Get<EvidenceQueries>().OfDisputeAsync(reader, dispute, default));
        }

        foreach (var stranger in (Actor[])
            [world.OwnerOf(shop), world.PersonOf(await world.HasPartnerAsync()), world.OwnerOf(await world.HasShopAsync())])
        {
            foreach (var preview in (bool[])[false, true])
                Assert.Equal(EvidenceRefusals.NotFound, await RefusedAsync(world, stranger, file.DisputeId, file.Id, preview));
            Assert.Empty(await world.Get<EvidenceQueries>().OfDisputeAsync(stranger, dispute, default));
        }

        // its own id is not enough
        Assert.Equal(EvidenceRefusals.NotFound,
            await RefusedAsync(world, world.Admin, await world.HasDisputeForEvidenceAsync(author), file.Id, preview: false));
        Assert.Equal("forbidden", await RefusedAsync(world, Actor.Nobody, file.DisputeId, file.Id, preview: false));
    }

    [DatabaseTheory]
    public async Task R8_5_A_draft_is_its_authors_alone_and_who_lost_their_right_reads_nothing_more(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var draft = await world.HasDisputeForEvidenceAsync(owner, isDraft: true);
        var file = (await world.BringsAsync(owner, draft, "tin nhắn"u8.ToArray())).Value;

        Assert.Equal("tin nhắn"u8.ToArray(), await world.ReadsAsync(owner, file));
        foreach (var other in (Actor[])[world.Admin, world.Finance(), world.Auditor()])
            Assert.Equal(EvidenceRefusals.NotFound, await RefusedAsync(world, other, draft, file.Id, preview: false));

        // an owner of this very shop without the right to its disputes
        Assert.Equal(EvidenceRefusals.NotFound, await RefusedAsync(
            world, owner with { Permissions = new HashSet<string>() }, draft, file.Id, preview: false));
    }

    [DatabaseTheory]
    public async Task R8_2_Its_author_says_what_it_shows_and_takes_it_out_of_a_draft_and_nobody_else_does(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (owner, stranger) = (world.OwnerOf(await world.HasShopAsync()), world.OwnerOf(await world.HasShopAsync()));
        var dispute = await world.HasDisputeForEvidenceAsync(owner, isDraft: true);
        var file = (await world.BringsAsync(owner, dispute, "tin nhắn"u8.ToArray())).Value;
        var at = world.Clock.GetUtcNow().AddDays(-1);
        var (state, remove) = (world.Get<StateEvidence>(), world.Get<RemoveEvidence>());

        StateEvidence.Input Said(DateTimeOffset? when) => new(dispute, file.Id, when, "Zalo");
        Assert.Equal(DisputeRefusals.NotFound, (await state.RunAsync(stranger, Said(at), default)).Refusal!.Code);
        Assert.Equal(DisputeRefusals.NotFound, (await remove.RunAsync(stranger, new(dispute, file.Id), default)).Refusal!.Code);
        Assert.Equal("statedAt", Assert.Single((await state.RunAsync(owner, Said(null), default)).Refusal!.Fields).Field);
        Assert.Equal((at, "Zalo"),
            ((await state.RunAsync(owner, Said(at), default)).Value is var said ? (said.StatedAt, said.Note!) : default));
        await using (var db = await world.DbAsync())
        {
            await db.Disputes.Where(row => row.Id == dispute).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, DisputeState.Open).SetProperty(row => row.Number, "KN-2026-000001"));
        }

        Assert.Equal(EvidenceRefusals.AlreadyStated, (await state.RunAsync(owner, Said(at.AddHours(1)), default)).Refusal!.Code);
        Assert.Equal(EvidenceRefusals.NotFound, (await state.RunAsync(world.Admin, Said(at), default)).Refusal!.Code);
        Assert.Equal(DisputeRefusals.WrongState, (await remove.RunAsync(owner, new(dispute, file.Id), default)).Refusal!.Code);
        await using (var db = await world.DbAsync())
            await db.Disputes.Where(row => row.Id == dispute)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DisputeState.Draft));
        Assert.True((await remove.RunAsync(owner, new(dispute, file.Id), default)).Succeeded);
        Assert.Empty(await world.Get<EvidenceQueries>().OfDisputeAsync(owner, dispute, default));
    }

    [DatabaseTheory]
    public async Task R8_5_Each_reading_is_noted_and_a_look_at_the_preview_once_an_hour(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var author = world.PersonOf(await world.HasPartnerAsync());
        var file = (await world.BringsAsync(author, await world.HasDisputeForEvidenceAsync(author), EvidenceSamples.Jpeg())).Value;
        await world.DrawsPreviewsAsync();

        await world.ReadsAsync(author, file, preview: true);
        Assert.Empty(await NotedAsync(world, file));
        await world.ReadsAsync(author, file);
        await world.ReadsAsync(world.Admin, file, preview: true);
        await world.ReadsAsync(world.Admin, file, preview: true);
        await world.ReadsAsync(world.Finance(), file, preview: true);
        Assert.Equal(
            new[] { author.Name, world.Admin.Name, world.Finance().Name }.Order(StringComparer.Ordinal),
            (await NotedAsync(world, file)).Select(record => record.Actor).Order(StringComparer.Ordinal));
        await world.ReadsAsync(world.Admin, file);
        await world.ReadsAsync(world.Admin, file);
        Assert.Equal(5, (await NotedAsync(world, file)).Count);
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.ReadsAsync(world.Admin, file, preview: true);

        var records = await NotedAsync(world, file);
        Assert.Equal(6, records.Count);
        Assert.Contains("\"preview\":true", records[^1].After, StringComparison.Ordinal);
        Assert.All(records, record => Assert.Equal((file.Name, author.PartnerId), (record.Subject, record.PartnerId)));
    }

    [Fact]
    public async Task What_is_no_picture_or_not_drawn_yet_has_no_preview()
    {
        await using var world = await World.CreateAsync();
        var author = world.PersonOf(await world.HasPartnerAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(author);
        var text = (await world.BringsAsync(author, dispute, "x"u8.ToArray())).Value;
        var photo = (await world.BringsAsync(author, dispute, EvidenceSamples.Png())).Value;

        Assert.Equal((EvidencePreviewState.None, EvidencePreviewState.Waiting), (text.PreviewState, photo.PreviewState));
        foreach (var file in (EvidenceFile[])[text, photo])
            Assert.Equal(EvidenceRefusals.NoPreview, await RefusedAsync(world, author, dispute, file.Id, preview: true));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("damaged")]
    [InlineData("another's")]
    [InlineData("cut")]
    [InlineData("not ours")]
    public async Task A_file_that_is_not_as_it_was_is_not_given_out(string how)
    {
        await using var world = await World.CreateAsync();
        var author = world.PersonOf(await world.HasPartnerAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(author);
        var long_ = new byte[200_000];
        long_.AsSpan().Fill((byte)'a');
        var file = (await world.BringsAsync(author, dispute, long_)).Value;
        var path = Assert.Single(world.EvidenceOnDisk);
        var other = (await world.BringsAsync(author, dispute, "another"u8.ToArray())).Value;
        var otherPath = Assert.Single(world.EvidenceOnDisk, one => one != path);
        switch (how)
        {
            case "missing":
                File.Delete(path);
                break;
            case "damaged":
                var bytes = await File.ReadAllBytesAsync(path);
                bytes[^1] ^= 1;
                await File.WriteAllBytesAsync(path, bytes);
                break;
            case "another's":
                File.Copy(otherPath, path, overwrite: true);
                break;
            case "cut":
                // at the end of a piece, where what is left is whole pieces
                await using (var cut = File.Open(path, FileMode.Open))
                    cut.SetLength(cut.Length - (200_000 % 65_536) - 16);
                break;
            default:
                await File.WriteAllTextAsync(path, "something");
                break;
        }

        var opened = await world.Get<OpenEvidence>().RunAsync(author, new OpenEvidence.Input(dispute, file.Id, Preview: false), default);
        if (!opened.Succeeded)
        {
            Assert.Equal(EvidenceRefusals.Unreadable, opened.Refusal!.Code);
            return;
        }

        await using var content = opened.Value;
        await Assert.ThrowsAnyAsync<Exception>(() => content.Content.CopyToAsync(Stream.Null));
        Assert.Equal("another"u8.ToArray(), await world.ReadsAsync(author, other));
    }

    private static async Task<string?> RefusedAsync(World world, Actor actor, Guid dispute, Guid id, bool preview) =>
        (await world.Get<OpenEvidence>().RunAsync(actor, new OpenEvidence.Input(dispute, id, preview), default)).Refusal?.Code;

    private static async Task<IReadOnlyList<AuditRecord>> NotedAsync(World world, EvidenceFile file)
    {
        await using var db = await world.DbAsync();
        return await db.AuditRecords.AsNoTracking()
            .Where(record => record.Action == AuditActions.EvidenceViewed && record.SubjectId == file.Id)
            .OrderBy(record => record.Id).ToListAsync();
    }
}
