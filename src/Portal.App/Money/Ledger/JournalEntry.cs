using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.Ledger;

/// <summary>
/// One movement of a partner's or shop's money, with its postings (R6.1). Appended by <see cref="LedgerWriter"/> alone, never changed and
/// never deleted: the database refuses both. A correction is another entry, which names it.
/// </summary>
public sealed class JournalEntry : LedgerColumns
{
    private JournalEntry()
    {
    }

    public JournalEntry(LedgerAmounts postings)
        : base(postings)
    {
    }

    public required Guid Id { get; init; }

    /// <summary>Whose money it moves: the id of a partner or a shop, as <see cref="Holder"/> says.</summary>
    public required Guid HolderId { get; init; }

    public LedgerHolder Holder { get; init; }

    public required EntryReason Reason { get; init; }

    /// <summary>Names the fact (<c>reward:…:1</c>, <c>close:…:2026-06</c>); unique, so that no fact is recorded twice.</summary>
    public required string Key { get; init; }

    /// <summary>When the fact came about.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded: a balance as of an instant is what was recorded by then.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The first day of the month in whose books it stands.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>
    /// The first day of the month that it belongs to; another than <see cref="Month"/> where it came after the close (R6.4).
    /// </summary>
    public required DateOnly FactMonth { get; init; }

    /// <summary>
    /// The month with whose close the tax is settled that this moves in <see cref="LedgerColumns.TaxWithheld"/>; null where it moves none.
    /// </summary>
    public DateOnly? TaxMonth { get; init; }

    /// <summary>When its tax is due (R6.3); null where it has nothing to do with tax.</summary>
    public TaxBasis? Basis { get; init; }

    public Guid? RewardId { get; init; }

    public Guid? SurchargeId { get; init; }

    public Guid? OrderId { get; init; }

    public Guid? WithdrawalId { get; init; }

    /// <summary>The invoice that it is about (R7.9).</summary>
    public Guid? InvoiceId { get; init; }

    /// <summary>The entry that this one takes back; each can be taken back once.</summary>
    public Guid? CorrectsId { get; init; }

    /// <summary>The dispute that it follows from: of a hold, a release, or what was ruled (R8.4).</summary>
    public Guid? DisputeId { get; init; }

    /// <summary>The person or key who did it; null for the portal.</summary>
    public string? By { get; init; }

    /// <summary>Why, in a person's words, where there are some.</summary>
    public string? Note { get; init; }

    /// <summary>The block of the hash chain that it is in, see <see cref="LedgerSeal"/>.</summary>
    public required long Block { get; init; }

    /// <summary>SHA-256 of all of it, see <see cref="EntryHash"/>.</summary>
    public byte[] Hash { get; private set; } = [];

    internal JournalEntry WithHash()
    {
        Hash = EntryHash.Of(this);
        return this;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<JournalEntry>
    {
        public void Configure(EntityTypeBuilder<JournalEntry> entry)
        {
            MustBalance(entry, "JournalEntries");
            entry.ToTable(table => table.IsAppendOnly());
            entry.LiesInTheOrderOf(e => e.RecordedAt);
            entry.Property(e => e.Key).HasMaxLength(Lengths.Key);
            entry.Property(e => e.By).HasMaxLength(Lengths.Name);
            entry.Property(e => e.Note).HasMaxLength(Lengths.Note);
            entry.Property(e => e.Hash).HasMaxLength(Lengths.Hash);
            entry.HasIndex(e => e.Key).IsUnique();
            entry.HasIndex(e => e.CorrectsId).IsUnique().HasFilter("\"CorrectsId\" IS NOT NULL");

            // a holder's balance at an instant, their statement, the audit of balances
            entry.HasIndex(e => new { e.HolderId, e.RecordedAt, e.Id }).Carries([nameof(Reason), nameof(Month), .. LedgerColumns.Names]);

            // a month's report, and what its close settles
            entry.HasIndex(e => new { e.Month, e.HolderId })
                .Carries([nameof(Basis), nameof(Reason), nameof(FactMonth), .. LedgerColumns.Names]);
            entry.HasIndex(e => new { e.TaxMonth, e.HolderId }).Carries(nameof(Basis), nameof(Reason), nameof(TaxWithheld));

            // what was posted for a reward
            entry.HasIndex(e => e.RewardId).Carries([nameof(Reason), nameof(TaxMonth), nameof(Basis), .. LedgerColumns.Names]);
            entry.HasIndex(e => new { e.Block, e.Id });
            entry.HasIndex(e => e.WithdrawalId);
            entry.HasIndex(e => e.InvoiceId).HasFilter("\"InvoiceId\" IS NOT NULL");
            entry.HasIndex(e => e.SurchargeId).HasFilter("\"SurchargeId\" IS NOT NULL");
            entry.HasIndex(e => e.DisputeId).HasFilter("\"DisputeId\" IS NOT NULL");
            entry.HasOne<Reward>().WithMany().HasForeignKey(e => e.RewardId);
            entry.HasOne<Surcharge>().WithMany().HasForeignKey(e => e.SurchargeId);
            entry.HasOne<Order>().WithMany().HasForeignKey(e => e.OrderId);
            entry.HasOne<JournalEntry>().WithMany().HasForeignKey(e => e.CorrectsId);
        }
    }
}
