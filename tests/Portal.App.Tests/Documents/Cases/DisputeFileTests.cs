using Portal.App.Documents;
using Portal.App.Documents.Model;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Cases;

/// <summary>A dispute's file has what its reader may see, and is nobody else's.</summary>
public sealed class DisputeFileTests
{
    [DatabaseTheory]
    public async Task R8_3_It_has_the_history_the_thread_and_the_evidence_with_its_hashes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        await world.ReviewAsync(dispute.Case.Id);
        await world.AsksAsync(dispute.Case.Id, "Ảnh chụp lúc nào?");
        await world.WritesAsync(world.PersonOf(partner), dispute.Case.Id, "Chụp lúc 9 giờ.");
        var subject = new DocumentSubject(DocumentKind.DisputeFile, dispute.Case.Id);

        var document = (await world.FillsAsync(subject, world.Admin)).Value.Document;

        var now = (await world.DisputeAsync(world.Admin, dispute.Case.Id)).Value;
        Assert.Equal(now.Claim, document.Sections[0].Text);
        Assert.Equal(now.Steps.Count, document.Sections[1].Table!.Rows.Count);
        Assert.Contains(document.Sections[2].Table!.Rows, row => row.Cells[2].Text == "Chụp lúc 9 giờ.");
        Assert.Equal(now.Evidence.Select(file => file.Sha256), document.Sections[3].Table!.Rows.Select(row => row.Cells[6].Text));
        Assert.NotEmpty(now.Evidence);
        Assert.Equal("CHƯA QUYẾT ĐỊNH", document.Mark);
    }

    [DatabaseTheory]
    public async Task R8_5_The_other_side_has_it_without_the_authors_evidence_and_a_stranger_not_at_all(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, dispute) = await world.HasDisputeAsync();
        var stranger = await world.HasPartnerAsync();
        var subject = new DocumentSubject(DocumentKind.DisputeFile, dispute.Case.Id);

        var seen = (await world.DisputeAsync(world.OwnerOf(shop), dispute.Case.Id)).Value.Evidence;
        var document = (await world.FillsAsync(subject, world.OwnerOf(shop))).Value.Document;

        Assert.Equal(seen.Count, document.Sections[3].Table!.Rows.Count(row => row.Kind == DocumentRowKind.Line));
        Assert.Empty(seen);
        Assert.Equal("dispute_not_found", (await world.FillsAsync(subject, world.PersonOf(stranger))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task It_is_never_issued(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, _, dispute) = await world.HasDisputeAsync();
        await world.ReviewAsync(dispute.Case.Id);
        await world.DecidesAsync(dispute.Case.Id, accept: false);
        var subject = new DocumentSubject(DocumentKind.DisputeFile, dispute.Case.Id);

        Assert.Equal("document_not_final", (await world.IssuesAsync(subject)).Refusal!.Code);
        Assert.Null((await world.TakesAsync(subject, App.Documents.Issuing.FileFormat.Pdf)).Value.Number);
    }
}
