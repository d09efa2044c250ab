using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>A message in the thread of a dispute, read by both sides and the reviewers (R8.3). Only ever added.</summary>
public sealed class DisputeMessage
{
    public const int MaxText = 4000;

    public required Guid Id { get; init; }

    public required Guid DisputeId { get; init; }

    /// <summary>As of a <see cref="DisputeStep"/>.</summary>
    public required int Number { get; init; }

    public required DisputeParty Party { get; init; }

    /// <summary>The organisation for which it was written; null of the operator's.</summary>
    public Guid? HolderId { get; init; }

    /// <summary>The person's or key's name.</summary>
    public required string By { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DisputeMessage>
    {
        public void Configure(EntityTypeBuilder<DisputeMessage> message)
        {
            message.ToTable("DisputeMessages", table => table.IsAppendOnly());
            message.LiesInTheOrderOf(m => m.At);
            message.Property(m => m.By).HasMaxLength(Lengths.Name);
            message.Property(m => m.Text).HasMaxLength(MaxText);
            message.HasIndex(m => new { m.DisputeId, m.Number }).IsUnique();
            message.HasOne<Dispute>().WithMany().HasForeignKey(m => m.DisputeId);
        }
    }
}
