using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Deciding;

/// <summary>
/// What a programme decided about an order, with the trace that explains it. Never changed: a later decision is a new row
/// with the next <see cref="Number"/>. An order has at most one credited partner in a programme (R1.11).
/// </summary>
public sealed class OrderDecision
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    /// <summary>1 for the first decision of this programme about this order; the highest is in force.</summary>
    public required int Number { get; init; }

    /// <summary>The settings' version in force when the order was placed (R10.1); null when there was none.</summary>
    public Guid? VersionId { get; init; }

    /// <summary>The partner who is credited; null when nobody is.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>Where nobody is credited: the partner who brought the order, and to whom the trace explains why it is not theirs.</summary>
    public Guid? CandidateId { get; init; }

    public Guid? LinkId { get; init; }

    public long? ClickId { get; init; }

    /// <summary>Stable code of api.md: <c>credited</c>, <c>no_click</c>, …</summary>
    public required string Code { get; init; }

    /// <summary>The trace's steps as JSON (<see cref="Domain.Common.TraceStep"/>).</summary>
    public required string Trace { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>
    /// Why it was decided again, one of <see cref="DecisionCauses"/>; null for the first decision. It replaced the one with the
    /// number before.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The order that made the decision before wrong, where it was another one than this.</summary>
    public Guid? CauseOrderId { get; init; }

    /// <summary>The dispute of whose ruling it was decided again (R8.6).</summary>
    public Guid? DisputeId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrderDecision>
    {
        public void Configure(EntityTypeBuilder<OrderDecision> decision)
        {
            decision.ToTable("OrderDecisions");
            decision.LiesInTheOrderOf(d => d.DecidedAt);
            decision.Property(d => d.Code).HasMaxLength(Lengths.Reason);

            // which decision about an order is the last
            decision.HasIndex(d => new { d.OrderId, d.ProgrammeId, d.Number }).IsUnique()
                .Carries(nameof(Code), nameof(PartnerId), nameof(CandidateId));
            decision.Property(d => d.Cause).HasMaxLength(Lengths.Reason);
            decision.HasIndex(d => new { d.LinkId });
            decision.HasIndex(d => d.DisputeId).HasFilter("\"DisputeId\" IS NOT NULL");
            decision.HasIndex(d => new { d.CandidateId, d.DecidedAt });
            decision.HasOne<Order>().WithMany().HasForeignKey(d => d.OrderId);
            decision.HasOne<Programme>().WithMany().HasForeignKey(d => d.ProgrammeId);
            decision.HasOne<ProgrammeVersion>().WithMany().HasForeignKey(d => d.VersionId);
            decision.HasOne<Partner>().WithMany().HasForeignKey(d => d.PartnerId);
            decision.HasOne<Partner>().WithMany().HasForeignKey(d => d.CandidateId);
            decision.HasOne<Order>().WithMany().HasForeignKey(d => d.CauseOrderId);
        }
    }
}
