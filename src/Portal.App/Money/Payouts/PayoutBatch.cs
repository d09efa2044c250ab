using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Payments to partners, of a month's requests (R6.6), or to shops, of a week's statements (R7.7): made by one person, approved by another,
/// then the bank's.
/// </summary>
public sealed class PayoutBatch
{
    public required Guid Id { get; init; }

    /// <summary>As people call it: <c>LC-2026-06</c>, <c>QT-2026-06-08</c>; a further one of the period has a number behind it.</summary>
    public required string Number { get; init; }

    /// <summary>The first day of the month whose requests it pays, or in which its week begins.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The Monday of the week whose statements it settles; null for a batch of partners' requests.</summary>
    public DateOnly? Week { get; init; }

    public required PayoutBatchState State { get; set; }

    /// <summary>The person behind whoever made it, who cannot approve it, see <see cref="Security.FourEyes"/>.</summary>
    public required Guid MadeById { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public string? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>When the bank had answered every line, or when the batch was given up.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Raised with each change of the batch or of a line.</summary>
    public int Version { get; set; }

    /// <summary>When it is promised to be paid.</summary>
    internal PaymentWindow Window => Week is { } week ? PaymentWindow.OfWeek(week) : PaymentWindow.OfMonth(Month);

    internal sealed class Mapping : IEntityTypeConfiguration<PayoutBatch>
    {
        public void Configure(EntityTypeBuilder<PayoutBatch> batch)
        {
            batch.ToTable("PayoutBatches");
            batch.Property(b => b.Number).HasMaxLength(Lengths.Code);
            batch.Property(b => b.MadeBy).HasMaxLength(Lengths.Name);
            batch.Property(b => b.ApprovedBy).HasMaxLength(Lengths.Name);
            batch.Property(b => b.Version).IsConcurrencyToken();
            batch.HasIndex(b => b.Number).IsUnique();
            batch.Ignore(b => b.Window);

            // R6.6: one batch a month; R7.7: one a week
            batch.HasIndex(b => b.Month).IsUnique().HasFilter("\"State\" <> 'Discarded' AND \"Week\" IS NULL");
            batch.HasIndex(b => b.Week).IsUnique().HasFilter("\"State\" <> 'Discarded' AND \"Week\" IS NOT NULL");
            batch.HasIndex(b => new { b.MadeAt, b.Id });
        }
    }
}
