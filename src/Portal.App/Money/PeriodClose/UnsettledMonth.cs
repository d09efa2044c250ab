using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Partners.Profiles;

namespace Portal.App.Money.PeriodClose;

/// <summary>
/// A partner whose tax a month's close could not settle, and whom it passed over so that the others do not wait. The tax is still kept
/// back, as that of those whom the close has not come to; the row goes with their settlement, and the month is closed when there is none
/// left.
/// </summary>
public sealed class UnsettledMonth
{
    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required Guid PartnerId { get; init; }

    public required DateTimeOffset Since { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnsettledMonth>
    {
        public void Configure(EntityTypeBuilder<UnsettledMonth> unsettled)
        {
            unsettled.ToTable("UnsettledMonths");
            unsettled.HasKey(u => new { u.Month, u.PartnerId });
            unsettled.HasOne<MonthClose>().WithMany().HasForeignKey(u => u.Month).OnDelete(DeleteBehavior.Restrict);
            unsettled.HasOne<Partner>().WithMany().HasForeignKey(u => u.PartnerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
