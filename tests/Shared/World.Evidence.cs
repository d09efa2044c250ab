using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.Tests.Shared;

public sealed partial class World
{
    /// <summary>What lies on the disk of evidence.</summary>
    public string[] EvidenceOnDisk =>
        Directory.Exists(EvidenceFolder) ? [.. Directory.GetFiles(EvidenceFolder).Order(StringComparer.Ordinal)] : [];

    public string EvidenceFolder => Path.Combine(Settings.Data.Directory, "evidence");

    /// <summary>A dispute of this partner's or shop's to bring evidence to, filed unless said otherwise.</summary>
    public async Task<Guid> HasDisputeForEvidenceAsync(Actor author, bool isDraft = false)
    {
        var dispute = new Dispute
        {
            Id = Ids.New(Clock),
            Number = isDraft ? null : $"KN-2026-9{Number():00000}",
            State = isDraft ? DisputeState.Draft : DisputeState.Open,
            Kind = DisputeKind.MissingOrder,
            Side = author.PartnerId is null ? LedgerHolder.Shop : LedgerHolder.Partner,
            HolderId = author.OrganisationId,
            AuthorId = author.ClientId,
            Author = author.Name,
            CreatedAt = Clock.GetUtcNow(),
        };
        await using var db = await DbAsync();
        db.Disputes.Add(dispute);
        await db.SaveChangesAsync();
        return dispute.Id;
    }

    /// <summary>Somebody who may brings a file.</summary>
    public Task<Outcome<EvidenceFile>> BringsAsync(
        Actor actor, Guid dispute, byte[] file, string? name = null, DateTimeOffset? statedAt = null, string? note = null) =>
        BringsAsync(actor, dispute, new MemoryStream(file), name, statedAt, note);

    public Task<Outcome<EvidenceFile>> BringsAsync(
        Actor actor, Guid dispute, Stream file, string? name = null, DateTimeOffset? statedAt = null, string? note = null) =>
        Get<EvidenceStore>().UploadAsync(
            actor, dispute, name, new EvidenceStore.Statement(statedAt, note), file, (_, _) => Task.FromResult<Refusal?>(null), default);

    /// <summary>All previews that are due are drawn.</summary>
    public async Task DrawsPreviewsAsync()
    {
        using var worker = ActivatorUtilities.CreateInstance<EvidencePreviewer>(Services);
        await worker.RunOnceAsync(default);
    }

    /// <summary>A file as it is read by whoever may.</summary>
    public async Task<byte[]> ReadsAsync(Actor actor, EvidenceFile file, bool preview = false)
    {
        await using var opened = (await Get<OpenEvidence>()
            .RunAsync(actor, new OpenEvidence.Input(file.DisputeId, file.Id, preview), default)).Value;
        using var all = new MemoryStream();
        await opened.Content.CopyToAsync(all);
        return all.ToArray();
    }
}
