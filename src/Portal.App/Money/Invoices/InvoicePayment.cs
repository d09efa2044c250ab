using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Invoices;

/// <summary>A transfer with which a shop paid for an invoice, as finance found it on the bank's statement.</summary>
public sealed class InvoicePayment
{
    public required Guid Id { get; init; }

    public required Guid InvoiceId { get; init; }

    /// <summary>Đồng.</summary>
    public required long Amount { get; init; }

    /// <summary>The local day on which it arrived.</summary>
    public required DateOnly PaidOn { get; init; }

    /// <summary>What the bank calls it; each is recorded once for an invoice.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<InvoicePayment>
    {
        public void Configure(EntityTypeBuilder<InvoicePayment> payment)
        {
            payment.ToTable("InvoicePayments", table => table.IsAppendOnly());
            payment.LiesInTheOrderOf(p => p.RecordedAt);
            payment.Property(p => p.Reference).HasMaxLength(Lengths.Key);
            payment.Property(p => p.RecordedBy).HasMaxLength(Lengths.Name);
            payment.HasIndex(p => new { p.InvoiceId, p.Reference }).IsUnique();
            payment.HasOne<Invoice>().WithMany().HasForeignKey(p => p.InvoiceId);
        }
    }
}
