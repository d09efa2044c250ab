using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Invoices;

/// <summary>What of a statement an invoice asks for, or what of a statement in the shop's favour was set off against it.</summary>
public sealed class InvoicePart
{
    public required Guid Id { get; init; }

    public required Guid InvoiceId { get; init; }

    public required Guid StatementId { get; init; }

    /// <summary>Đồng: positive where the shop owes it, negative where it was set off.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<InvoicePart>
    {
        public void Configure(EntityTypeBuilder<InvoicePart> part)
        {
            part.ToTable("InvoiceParts", table => table.IsAppendOnly());
            part.HasIndex(p => p.InvoiceId);
            part.HasIndex(p => p.StatementId);
            part.HasOne<Invoice>().WithMany().HasForeignKey(p => p.InvoiceId);
            part.HasOne<WeeklyStatement>().WithMany().HasForeignKey(p => p.StatementId);
        }
    }
}
