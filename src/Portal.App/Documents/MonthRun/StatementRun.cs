using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;

namespace Portal.App.Documents.MonthRun;

/// <summary>The issue of all partners' statements of a closed month: asked for once, finished by a worker.</summary>
public sealed class StatementRun
{
    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    /// <summary>Partners who have a statement.</summary>
    public required int Total { get; init; }

    /// <summary>When the last of them was issued.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StatementRun>
    {
        public void Configure(EntityTypeBuilder<StatementRun> run)
        {
            run.ToTable("StatementRuns");
            run.HasKey(r => r.Month);
            run.Property(r => r.StartedBy).HasMaxLength(Lengths.Name);
        }
    }
}

/// <summary>One partner's statement in a run. Whoever works on it holds it for a while; after that anybody may.</summary>
public sealed class StatementRunPart
{
    public required Guid Id { get; init; }

    public required DateOnly Month { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>Who works on it, until <see cref="LeaseUntil"/>.</summary>
    public Guid? LeaseId { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it was issued and its partner told; null while it waits.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StatementRunPart>
    {
        public void Configure(EntityTypeBuilder<StatementRunPart> part)
        {
            part.ToTable("StatementRunParts");
            part.HasIndex(p => new { p.Month, p.PartnerId }).IsUnique();

            // what waits
            part.HasIndex(p => new { p.Month, p.Id }).HasFilter("\"DoneAt\" IS NULL").Carries(nameof(LeaseUntil));
            part.HasIndex(p => p.LeaseId).HasFilter("\"LeaseId\" IS NOT NULL");
            part.HasOne<StatementRun>().WithMany().HasForeignKey(p => p.Month);
            part.HasOne<Partner>().WithMany().HasForeignKey(p => p.PartnerId);
        }
    }
}
