using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>A request in a batch: one transfer to one account.</summary>
public sealed class PayoutLine
{
    public required Guid BatchId { get; init; }

    public required Guid WithdrawalId { get; init; }

    public required Guid HolderId { get; init; }

    /// <summary>What was requested, in đồng.</summary>
    public required long Amount { get; init; }

    /// <summary>Withheld from this payment (R6.3, <c>per_payment</c>); fixed when the batch is approved.</summary>
    public long Tax { get; set; }

    public required PayoutLineState State { get; set; }

    /// <summary>Why it is held, left out or rejected.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }

    public string? ChangedBy { get; set; }

    /// <summary>What the bank transfers.</summary>
    public long Net => Amount - Tax;

    internal sealed class Mapping : IEntityTypeConfiguration<PayoutLine>
    {
        public void Configure(EntityTypeBuilder<PayoutLine> line)
        {
            line.ToTable("PayoutLines");
            line.HasKey(l => new { l.BatchId, l.WithdrawalId });
            line.Ignore(l => l.Net);
            line.Property(l => l.Reason).HasMaxLength(Lengths.Note);
            line.Property(l => l.ChangedBy).HasMaxLength(Lengths.Name);
            line.HasIndex(l => l.WithdrawalId);
            line.HasIndex(l => new { l.BatchId, l.State });
            line.HasIndex(l => l.HolderId);
            line.HasOne<PayoutBatch>().WithMany().HasForeignKey(l => l.BatchId);
            line.HasOne<Withdrawal>().WithMany().HasForeignKey(l => l.WithdrawalId);
        }
    }
}
