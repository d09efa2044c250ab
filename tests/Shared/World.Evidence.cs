using Microsoft.Extensions.DependencyInjection;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.Tests.Shared;

public sealed partial class World
{
    /// <summary>What lies on the disk of evidence.</summary>
    public string[] EvidenceOnDisk =>
        Directory.Exists(EvidenceFolder) ? [.. Directory.GetFiles(EvidenceFolder).Order(StringComparer.Ordinal)] : [];

    public string EvidenceFolder => Path.Combine(Settings.Data.Directory, "evidence");

    /// <summary>A dispute to bring evidence to.</summary>
    public Task<Guid> HasDisputeForEvidenceAsync() => Task.FromResult(Ids.New(Clock));

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
