using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>
/// A reward that is earned and has no entry yet, since no tax policy covers its day (R6.3). Written with the effect that would have posted
/// it, and gone with its posting, or with the end of the reward.
/// </summary>
public sealed class WaitingReward
{
    public required Guid RewardId { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When it is to be posted; null until another policy comes.</summary>
    public DateTimeOffset? DueAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WaitingReward>
    {
        public void Configure(EntityTypeBuilder<WaitingReward> waiting)
        {
            waiting.ToTable("WaitingRewards");
            waiting.LiesInTheOrderOf(w => w.Since);
            waiting.HasKey(w => w.RewardId);
            waiting.HasIndex(w => w.DueAt);
            waiting.HasIndex(w => w.Since);
            waiting.HasOne<Reward>().WithMany().HasForeignKey(w => w.RewardId);
        }
    }
}
