using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;

namespace Portal.App.Risk;

/// <summary>One thing that stands out. Never deleted: when a late fact takes its reason away it is withdrawn.</summary>
public sealed class RiskSignal
{
    public const int LongestSubject = 100;

    public required Guid Id { get; init; }

    /// <summary>The partner and the rule.</summary>
    public required Guid CaseId { get; init; }

    public required Guid ProgrammeId { get; init; }

    /// <summary>
    /// What it is about, as <see cref="RiskSubjects"/> writes it: an order, or a source of clicks in an hour. Unique in case and programme.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>The order; null of clicks.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>When the order was placed, or the hour of the clicks began.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Seconds from click to order, or clicks in the hour; null where nothing is counted.</summary>
    public int? Amount { get; set; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When a later decision took its reason away; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>What an admin made of it; null until they looked.</summary>
    public RiskReview? Review { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RiskSignal>
    {
        public void Configure(EntityTypeBuilder<RiskSignal> signal)
        {
            signal.ToTable("RiskSignals");
            signal.LiesInTheOrderOf(s => s.FoundAt);
            signal.Property(s => s.Subject).HasMaxLength(LongestSubject);
            // the subject first: signals are looked up by many subjects at once, in cases that have many others
            signal.HasIndex(s => new { s.Subject, s.CaseId, s.ProgrammeId }).IsUnique();
            signal.HasIndex(s => new { s.CaseId, s.OccurredAt });
            signal.HasIndex(s => new { s.OrderId, s.ProgrammeId });
            signal.HasOne<RiskCase>().WithMany().HasForeignKey(s => s.CaseId);
            signal.HasOne<Programme>().WithMany().HasForeignKey(s => s.ProgrammeId);
            signal.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId);
        }
    }
}

/// <summary>What an admin made of a signal.</summary>
public enum RiskReview
{
    /// <summary>The rewards concerned were held.</summary>
    Held,

    /// <summary>The hold was ended and they are paid like others.</summary>
    Released,

    /// <summary>There is nothing to it.</summary>
    Dismissed,
}

/// <summary>
/// An order whose rewards a signal concerns: the order itself, others of the same device or customer, or those that came by
/// the clicks of a flood.
/// </summary>
public sealed class RiskSignalOrder
{
    public required Guid SignalId { get; init; }

    public required Guid OrderId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RiskSignalOrder>
    {
        public void Configure(EntityTypeBuilder<RiskSignalOrder> row)
        {
            row.ToTable("RiskSignalOrders");
            row.HasKey(o => new { o.SignalId, o.OrderId });
            row.HasIndex(o => o.OrderId);
            row.HasOne<RiskSignal>().WithMany().HasForeignKey(o => o.SignalId);
            row.HasOne<Order>().WithMany().HasForeignKey(o => o.OrderId);
        }
    }
}
