using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>Something that was done about a dispute, when and by whom (R8.3). Only ever added.</summary>
public sealed class DisputeStep
{
    public required Guid Id { get; init; }

    public required Guid DisputeId { get; init; }

    /// <summary>Counts what happened to the dispute, messages included (<see cref="Dispute.Version"/>): the order of its thread.</summary>
    public required int Number { get; init; }

    public required DisputeStepKind Kind { get; init; }

    public required DisputeParty Party { get; init; }

    /// <summary>The person's or key's name. Partners and shops are told their own people's only (R10.5).</summary>
    public required string By { get; init; }

    /// <summary>The reason of a decision or an appeal, or what is asked for.</summary>
    public string? Note { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>By when whoever has the turn after it must answer; null where nobody has.</summary>
    public DateTimeOffset? DueAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DisputeStep>
    {
        public void Configure(EntityTypeBuilder<DisputeStep> step)
        {
            step.ToTable("DisputeSteps", table => table.IsAppendOnly());
            step.LiesInTheOrderOf(s => s.At);
            step.Property(s => s.By).HasMaxLength(Lengths.Name);
            step.Property(s => s.Note).HasMaxLength(Lengths.Note);
            step.HasIndex(s => new { s.DisputeId, s.Number }).IsUnique();
            step.HasOne<Dispute>().WithMany().HasForeignKey(s => s.DisputeId);
        }
    }
}

public enum DisputeStepKind
{
    Filed,
    ReviewStarted,
    InformationWanted,
    Answered,
    Accepted,
    Rejected,
    Withdrawn,
    Appealed,

    /// <summary>Whoever had the turn was told that the day is near.</summary>
    Reminded,

    /// <summary>Nobody answered in time, and the admins were told (R8.8).</summary>
    Escalated,
}
