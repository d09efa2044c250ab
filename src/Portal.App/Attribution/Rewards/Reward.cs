using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Tax;

namespace Portal.App.Attribution.Rewards;

/// <summary>
/// What a partner gets for an order: pending, earned, void or reversed (R3.3). Holds what lists are filtered and sorted by
/// (shop, time placed, status), so that a partner's page is one index away.
/// </summary>
public sealed class Reward
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required Guid PartnerId { get; init; }

    public Guid? LinkId { get; init; }

    /// <summary>The decision that it follows from (<see cref="OrderDecision.Number"/>).</summary>
    public required int DecisionNumber { get; init; }

    /// <summary>What it is for, one of <see cref="RewardKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Đồng before tax.</summary>
    public required long Gross { get; init; }

    /// <summary>By which basis its tax is withheld (R6.3).</summary>
    public required TaxBasis TaxBasis { get; init; }

    /// <summary>Income tax withheld of it (R6.2): what is expected until it is earned, then what the ledger has.</summary>
    public required long Tax { get; set; }

    /// <summary>Gross less tax.</summary>
    public required long Net { get; set; }

    /// <summary>What came back took of the gross (R2.6): with it, the gross is that of the order as it was bought.</summary>
    public long ReversedGross { get; init; }

    /// <summary>What it took of the tax.</summary>
    public long ReversedTax { get; set; }

    public RewardState State { get; set; }

    /// <summary>
    /// True when a later decision replaced the one that it follows from: it then ended for good, whatever becomes of the order.
    /// </summary>
    public bool IsReplaced { get; set; }

    /// <summary>True when the later decision gave the same partner another reward, which stands in lists in its place.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>When the order was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>
    /// The local day of <see cref="PlacedAt"/>, kept because the three databases do not share a way to work it out, and charts add up by
    /// it.
    /// </summary>
    public DateOnly PlacedOn
    {
        get => LocalCalendar.Day(PlacedAt);
        private set { } // read back from a column that only ever holds what PlacedAt says
    }

    /// <summary>When the customer's payment was confirmed (R2.3).</summary>
    public DateTimeOffset? EarnedAt { get; set; }

    /// <summary>When it became void or was reversed.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Reward>
    {
        public void Configure(EntityTypeBuilder<Reward> reward)
        {
            reward.ToTable("Rewards");
            reward.LiesInTheOrderOf(r => r.PlacedAt);
            reward.Property(r => r.Kind).HasMaxLength(Lengths.Reason);
            reward.HasIndex(r => new { r.OrderId, r.ProgrammeId, r.DecisionNumber, r.Kind }).IsUnique();

            // a partner's orders, their sums by day, and those of a link
            reward.HasIndex(r => new { r.PartnerId, r.PlacedAt }).Carries(
                nameof(OrderId), nameof(ProgrammeId), nameof(LinkId), nameof(PlacedOn), nameof(State), nameof(IsReplaced),
                nameof(IsSuperseded), nameof(Gross));
            reward.HasIndex(r => new { r.LinkId, r.PlacedAt }).Carries(nameof(State), nameof(IsReplaced), nameof(Gross));
            reward.HasIndex(r => new { r.PartnerId, r.State, r.PlacedAt });
            reward.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId);
            reward.HasOne<Programme>().WithMany().HasForeignKey(r => r.ProgrammeId);
            reward.HasOne<Partner>().WithMany().HasForeignKey(r => r.PartnerId);
        }
    }
}
