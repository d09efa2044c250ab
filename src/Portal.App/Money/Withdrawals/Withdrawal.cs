using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Money.Statements;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Withdrawals;

/// <summary>
/// A payment from the moment on that its money is set aside until the bank's answer: what a partner asked for (R6.5), or what a shop is
/// settled with (R7.7).
/// </summary>
public sealed class Withdrawal
{
    public required Guid Id { get; init; }

    /// <summary>Who is paid: a partner who asked, or a shop that is settled with, as <see cref="Holder"/> says.</summary>
    public required Guid HolderId { get; init; }

    public LedgerHolder Holder { get; init; }

    /// <summary>The weekly statement that it settles (R7.7); null for a partner's request.</summary>
    public Guid? StatementId { get; init; }

    public required Guid BankAccountId { get; init; }

    /// <summary>What was requested, in đồng: <see cref="Available"/> and <see cref="AvailablePreTax"/> together.</summary>
    public required long Amount { get; init; }

    /// <summary>The part whose tax was withheld when it was earned.</summary>
    public required long Available { get; init; }

    /// <summary>The part whose tax is due when it is paid (R6.3, <c>per_payment</c>).</summary>
    public required long AvailablePreTax { get; init; }

    /// <summary>What the bank transfer says, see <see cref="PaymentReference"/>.</summary>
    public required string Reference { get; init; }

    /// <summary>The first day of the month of the request: its batch is that month's (R6.6).</summary>
    public required DateOnly Month { get; init; }

    public required WithdrawalState State { get; set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>The batch that it is in; null while it waits for one.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>Withheld from this payment, once it is paid.</summary>
    public long Tax { get; set; }

    /// <summary>
    /// Why the money came back, or why the request waits for another batch: the bank's words, finance's, or one of the portal's reasons.
    /// </summary>
    public string? Reason { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Raised with each change; a writer that read an older one is refused.</summary>
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Withdrawal>
    {
        public void Configure(EntityTypeBuilder<Withdrawal> withdrawal)
        {
            withdrawal.ToTable("Withdrawals");
            withdrawal.LiesInTheOrderOf(w => w.RequestedAt);
            withdrawal.Property(w => w.Reference).HasMaxLength(PaymentReference.MaxLength);
            withdrawal.Property(w => w.RequestedBy).HasMaxLength(Lengths.Name);
            withdrawal.Property(w => w.Reason).HasMaxLength(Lengths.Note);
            withdrawal.Property(w => w.Version).IsConcurrencyToken();
            withdrawal.HasIndex(w => w.Reference).IsUnique();
            withdrawal.HasIndex(w => new { w.HolderId, w.RequestedAt, w.Id });

            // what waits to be paid
            withdrawal.HasIndex(w => new { w.State, w.Month }).Carries(nameof(HolderId), nameof(Holder), nameof(Amount));
            withdrawal.HasIndex(w => w.BatchId);
            withdrawal.HasIndex(w => w.StatementId).HasFilter("\"StatementId\" IS NOT NULL").Carries(nameof(State), nameof(Amount));
            withdrawal.HasOne<WeeklyStatement>().WithMany().HasForeignKey(w => w.StatementId);
            withdrawal.HasOne<BankAccount>().WithMany().HasForeignKey(w => w.BankAccountId);
        }
    }
}
