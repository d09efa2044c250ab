using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// A partner or a shop says that something was recorded wrong (R8.1). Kept from its first letter on as a draft; numbered when it is filed.
/// Where it stands is this row's, how it came there its <see cref="DisputeStep"/>s'.
/// </summary>
public sealed class Dispute
{
    public required Guid Id { get; init; }

    /// <summary>See <see cref="DisputeNumbers"/>; null while it is a draft.</summary>
    public string? Number { get; set; }

    public required DisputeKind Kind { get; set; }

    public DisputeState State { get; set; }

    /// <summary>Whether a partner or a shop files it.</summary>
    public required LedgerHolder Side { get; init; }

    /// <summary>The partner or shop.</summary>
    public required Guid HolderId { get; init; }

    /// <summary>The person or key who wrote it.</summary>
    public required Guid AuthorId { get; set; }

    public required string Author { get; set; }

    /// <summary>Whose order or customer it is about.</summary>
    public Guid? ShopId { get; set; }

    /// <summary>The order; null of one that the portal does not have.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>The order's number as the author wrote it.</summary>
    public string? OrderCode { get; set; }

    /// <summary>The customer, by the id that the shop's list of customers has for them, which is that of an order.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>The entry of the shop's ledger that a line of its statement shows.</summary>
    public Guid? StatementLineId { get; set; }

    /// <summary>The partner to whom the order was credited when it was filed, where that is not its author.</summary>
    public Guid? CounterpartId { get; set; }

    public string Claim { get; set; } = "";

    public Guid? WantedPartnerId { get; set; }

    public Introducer? WantedIntroducer { get; set; }

    public long? WantedBase { get; set; }

    public OrderStatus? WantedStatus { get; set; }

    public string? WantedFrom { get; set; }

    /// <summary>What hangs on it, in đồng; reckoned when it is filed.</summary>
    public long? AtStake { get; set; }

    /// <summary>Number, order and author's name in lower case without diacritics, for search.</summary>
    public string SearchText { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its draft was last saved.</summary>
    public DateTimeOffset SavedAt { get; set; }

    public DateTimeOffset? FiledAt { get; set; }

    /// <summary>By when whoever has the turn must answer; null while nobody has it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When somebody is to be reminded next, or told that nobody answered.</summary>
    public DateTimeOffset? NoticeAt { get; set; }

    /// <summary>Since when it is escalated (R8.8); null when it is not.</summary>
    public DateTimeOffset? EscalatedAt { get; set; }

    /// <summary>The last decision: accepted or rejected. Stays while it is appealed.</summary>
    public DisputeState? Decision { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The person behind the last decision; null of one that the portal made (R8.8).</summary>
    public Guid? DecidedById { get; set; }

    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? AppealedAt { get; set; }

    /// <summary>
    /// Whole minutes from filing to the last decision, written with it: databases differ in how they subtract instants. Null while nothing
    /// is decided.
    /// </summary>
    public int? MinutesFromFiling { get; private set; }

    /// <summary>The same, of a decision on an appeal from that appeal: what its reviewer took.</summary>
    public int? MinutesOfReview { get; private set; }

    /// <summary>Raised with every change, so that of two at once the second looks again.</summary>
    public int Version { get; set; }

    internal DisputeWanted Wanted
    {
        get => new(WantedPartnerId, WantedIntroducer, WantedBase, WantedStatus, WantedFrom);
        set => (WantedPartnerId, WantedIntroducer, WantedBase, WantedStatus, WantedFrom) =
            (value.PartnerId, value.IntroducedBy, value.Base, value.Status, value.From);
    }

    /// <summary>What the case's state says is decided from now on.</summary>
    /// <param name="byId">The person; null of the portal.</param>
    internal void Decide(DateTimeOffset now, Guid? byId, string by, string reason)
    {
        (Decision, DecidedAt, DecidedById, DecidedBy, Reason) = (State, now, byId, by, reason);
        var filed = FiledAt!.Value;
        (MinutesFromFiling, MinutesOfReview) = (Minutes(filed), Minutes(AppealedAt ?? filed));

        int Minutes(DateTimeOffset from) => (int)Math.Max(0, (now - from).TotalMinutes);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Dispute>
    {
        public void Configure(EntityTypeBuilder<Dispute> dispute)
        {
            dispute.ToTable("Disputes");
            dispute.LiesInTheOrderOf(d => d.CreatedAt);
            dispute.Property(d => d.Number).HasMaxLength(DisputeNumbers.MaxLength);
            dispute.Property(d => d.Author).HasMaxLength(Lengths.Name);
            dispute.Property(d => d.OrderCode).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            dispute.Property(d => d.Claim).HasMaxLength(DisputeDraft.MaxClaim);
            dispute.Property(d => d.WantedFrom).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            dispute.Property(d => d.SearchText).HasMaxLength(Lengths.Note);
            dispute.Property(d => d.DecidedBy).HasMaxLength(Lengths.Name);
            dispute.Property(d => d.Reason).HasMaxLength(Lengths.Note);
            dispute.Property(d => d.Version).IsConcurrencyToken();
            dispute.Ignore(d => d.Wanted);
            dispute.HasIndex(d => d.Number).IsUnique().HasFilter("\"Number\" IS NOT NULL");

            // each side's list, and the reviewers'
            dispute.HasIndex(d => new { d.HolderId, d.CreatedAt });
            dispute.HasIndex(d => new { d.ShopId, d.CreatedAt });
            dispute.HasIndex(d => new { d.CounterpartId, d.CreatedAt }).HasFilter("\"CounterpartId\" IS NOT NULL");
            dispute.HasIndex(d => new { d.State, d.DueAt });
            dispute.HasIndex(d => d.CreatedAt);
            dispute.HasIndex(d => d.NoticeAt).HasFilter("\"NoticeAt\" IS NOT NULL");
            dispute.HasIndex(d => d.OrderId);

            // how the cases of a period ended
            dispute.HasIndex(d => d.FiledAt).HasFilter("\"FiledAt\" IS NOT NULL")
                .Carries(nameof(ShopId), nameof(State), nameof(MinutesFromFiling));
            dispute.HasIndex(d => d.DecidedAt).HasFilter("\"DecidedAt\" IS NOT NULL")
                .Carries(nameof(DecidedById), nameof(DecidedBy), nameof(Decision), nameof(MinutesOfReview));
            dispute.HasIndex(d => d.StatementLineId).HasFilter("\"StatementLineId\" IS NOT NULL");
            dispute.HasOne<Shop>().WithMany().HasForeignKey(d => d.ShopId);
            dispute.HasOne<Order>().WithMany().HasForeignKey(d => d.OrderId);
            dispute.HasOne<Order>().WithMany().HasForeignKey(d => d.CustomerId);
            dispute.HasOne<JournalEntry>().WithMany().HasForeignKey(d => d.StatementLineId);
            dispute.HasOne<Partner>().WithMany().HasForeignKey(d => d.CounterpartId);
        }
    }
}

/// <summary>
/// The last number of a year's disputes: whoever files raises it in the transaction that files, so that there are no gaps.
/// </summary>
public sealed class DisputeCounter
{
    public required int Year { get; init; }

    public required int Last { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DisputeCounter>
    {
        public void Configure(EntityTypeBuilder<DisputeCounter> counter)
        {
            counter.ToTable("DisputeCounters");
            counter.HasKey(c => c.Year);
            counter.Property(c => c.Year).ValueGeneratedNever();
        }
    }
}
