using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Statements;

/// <summary>That an entry stands in a statement. Each stands in one: the entry is the key (R7.8).</summary>
public sealed class StatementLine
{
    public required Guid EntryId { get; init; }

    public required Guid StatementId { get; init; }

    public Guid? OrderId { get; init; }

    public Guid? SurchargeId { get; init; }

    /// <summary>When it became known (<see cref="JournalEntry.RecordedAt"/>), by which lines are sorted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The Monday of the week that the fact belongs to; another than the statement's where it came late.</summary>
    public required DateOnly Week { get; init; }

    /// <summary>What it adds to the net, in đồng.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StatementLine>
    {
        public void Configure(EntityTypeBuilder<StatementLine> line)
        {
            line.ToTable("StatementLines", table => table.IsAppendOnly());
            line.HasKey(l => l.EntryId);
            line.LiesInTheOrderOf(l => l.At);
            line.HasIndex(l => new { l.StatementId, l.At, l.EntryId });
            line.HasIndex(l => l.SurchargeId).Carries(nameof(Amount), nameof(StatementId));
            line.HasOne<WeeklyStatement>().WithMany().HasForeignKey(l => l.StatementId);
            line.HasOne<JournalEntry>().WithMany().HasForeignKey(l => l.EntryId);
        }
    }
}
