using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// A line of the bank's answer that fits no line of the batch. It moves no money: a person looks at it, corrects the file or asks the
/// bank, and says what became of it. Only one that says the opposite of what the bank said before can be accepted, by a second person.
/// The same line of a file that is imported again is not listed again.
/// </summary>
public sealed class ReconciliationException
{
    public required Guid Id { get; init; }

    public required Guid BatchId { get; init; }

    /// <summary>SHA-256 of what the line says.</summary>
    public required byte[] Hash { get; init; }

    public required PayoutMismatch Kind { get; init; }

    public string? Reference { get; init; }

    public long? Amount { get; init; }

    /// <summary>The last four of the account that it names.</summary>
    public string? AccountEnd { get; init; }

    public bool? Paid { get; init; }

    /// <summary>The bank's words.</summary>
    public string? Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The person behind whoever brought it, who cannot accept it, see <see cref="Security.FourEyes"/>. Null for one that is older than
    /// that rule.
    /// </summary>
    public Guid? ListedById { get; init; }

    /// <summary>Also what two who settle it at once are told apart by.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    public string? SettledBy { get; set; }

    /// <summary>What became of it, in a person's words.</summary>
    public string? Note { get; set; }

    /// <summary>It says that the bank paid what it had rejected, or the other way round.</summary>
    public bool IsContradiction => Kind == PayoutMismatch.AnsweredOtherwise && Paid is not null;

    internal sealed class Mapping : IEntityTypeConfiguration<ReconciliationException>
    {
        public void Configure(EntityTypeBuilder<ReconciliationException> answer)
        {
            answer.ToTable("ReconciliationExceptions");
            answer.Property(a => a.Hash).HasMaxLength(Lengths.Hash);
            answer.Property(a => a.Reference).HasMaxLength(Lengths.Key);
            answer.Property(a => a.AccountEnd).HasMaxLength(4);
            answer.Property(a => a.Text).HasMaxLength(Lengths.Note);
            answer.Property(a => a.SettledAt).IsConcurrencyToken();
            answer.Property(a => a.SettledBy).HasMaxLength(Lengths.Name);
            answer.Property(a => a.Note).HasMaxLength(Lengths.Note);
            answer.HasIndex(a => new { a.BatchId, a.Hash }).IsUnique();
            answer.HasIndex(a => new { a.SettledAt, a.At });
            answer.HasOne<PayoutBatch>().WithMany().HasForeignKey(a => a.BatchId);
        }
    }
}
