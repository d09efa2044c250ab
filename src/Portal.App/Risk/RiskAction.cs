using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>What was done about a case, by whom and why. Only ever added.</summary>
public sealed class RiskAction
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required RiskActionKind Kind { get; init; }

    /// <summary>Why; null of what the portal did by itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The admin's or key's name.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How many rewards it was about.</summary>
    public required int Rewards { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RiskAction>
    {
        public void Configure(EntityTypeBuilder<RiskAction> action)
        {
            action.ToTable("RiskActions");
            action.Property(a => a.Reason).HasMaxLength(Lengths.Note);
            action.Property(a => a.By).HasMaxLength(Lengths.Name);
            action.HasIndex(a => new { a.CaseId, a.At });
            action.HasOne<RiskCase>().WithMany().HasForeignKey(a => a.CaseId);
        }
    }
}

public enum RiskActionKind
{
    /// <summary>Rewards were held.</summary>
    Held,

    /// <summary>Somebody looked again and kept them held.</summary>
    Kept,

    Released,

    Dismissed,

    /// <summary>Nobody had looked in time, and the admins were told.</summary>
    Escalated,
}
