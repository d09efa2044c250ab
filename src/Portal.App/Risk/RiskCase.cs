using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Partners.Profiles;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>
/// Everything that stands out about one partner by one rule: what an admin looks at as a whole. Its counts are counted again
/// from the signals and holds each time, so that they cannot drift.
/// </summary>
public sealed class RiskCase
{
    public required Guid Id { get; init; }

    public required Guid PartnerId { get; init; }

    public required RiskRule Rule { get; init; }

    /// <summary>Signals that are not withdrawn.</summary>
    public int Signals { get; set; }

    /// <summary>Those of them that nobody has reviewed yet.</summary>
    public int Unreviewed { get; set; }

    /// <summary>Rewards that are held.</summary>
    public int Held { get; set; }

    /// <summary>By when somebody has to look at the holds again; null while there are none.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When admins are told that nobody did; null while nothing is held.</summary>
    public DateTimeOffset? EscalateAt { get; set; }

    /// <summary>How often they were told since somebody last looked.</summary>
    public int Escalations { get; set; }

    /// <summary>When the latest order was placed, or the latest hour of clicks began.</summary>
    public DateTimeOffset LastAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised by every writer before they count, so that of two at once the second starts again.</summary>
    public int Version { get; set; }

    /// <summary>Where it stands at this instant.</summary>
    public RiskState StateAt(DateTimeOffset now) =>
        DueAt <= now ? RiskState.Overdue : Unreviewed > 0 ? RiskState.New : Held > 0 ? RiskState.Held : RiskState.Dismissed;

    internal sealed class Mapping : IEntityTypeConfiguration<RiskCase>
    {
        public void Configure(EntityTypeBuilder<RiskCase> row)
        {
            row.ToTable("RiskCases");
            row.Property(c => c.Version).IsConcurrencyToken();
            row.HasIndex(c => new { c.PartnerId, c.Rule }).IsUnique();
            row.HasIndex(c => c.LastAt);
            row.HasIndex(c => c.CreatedAt);
            row.HasIndex(c => c.EscalateAt);
            row.HasOne<Partner>().WithMany().HasForeignKey(c => c.PartnerId);
        }
    }
}

/// <summary>Where a case stands; of two that hold, the one that asks for more.</summary>
public enum RiskState
{
    /// <summary>Nobody looked again at what is held by the time that was set.</summary>
    Overdue,

    /// <summary>There are signals that nobody has reviewed.</summary>
    New,

    /// <summary>Rewards are held, and somebody looks again later.</summary>
    Held,

    /// <summary>Everything was reviewed and nothing is held.</summary>
    Dismissed,
}
