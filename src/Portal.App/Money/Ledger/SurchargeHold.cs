using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Keeps what a dispute is about in an order's surcharge from being settled or collected while the dispute is open (R8.7). It holds
/// whatever surcharge the order has in the programme, so that a decision that replaces it does not end it.
/// </summary>
public sealed class SurchargeHold
{
    public required Guid DisputeId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    /// <summary>
    /// Đồng. Negative: so much of the surcharge is disputed, and not collected. Positive: so much of what the shop has by the order would
    /// be taken from it, and is not paid.
    /// </summary>
    public required long Amount { get; set; }

    public required DateTimeOffset HeldAt { get; init; }

    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>What of a surcharge these hold: no more of it than there is.</summary>
    internal static Dong Due(IEnumerable<SurchargeHold> holds, Surcharge surcharge)
    {
        var most = holds.Select(hold => hold.Amount).DefaultIfEmpty().MaxBy(Math.Abs);
        var bound = most < 0 ? surcharge.Amount : Math.Max(0, surcharge.PlatformPromotion - surcharge.Amount);
        return new Dong(Math.Clamp(most, -bound, bound));
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SurchargeHold>
    {
        public void Configure(EntityTypeBuilder<SurchargeHold> hold)
        {
            hold.ToTable("SurchargeHolds");
            hold.HasKey(h => new { h.DisputeId, h.OrderId, h.ProgrammeId });
            hold.HasIndex(h => new { h.OrderId, h.ReleasedAt });
            hold.HasOne<Order>().WithMany().HasForeignKey(h => h.OrderId);
            hold.HasOne<Programme>().WithMany().HasForeignKey(h => h.ProgrammeId);
        }
    }
}
