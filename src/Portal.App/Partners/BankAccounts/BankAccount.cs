using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;

namespace Portal.App.Partners.BankAccounts;

/// <summary>
/// Where the money of a partner (R6.5, in their own name) or of a shop goes. Never changed and never deleted: another account is another
/// row.
/// </summary>
public sealed class BankAccount
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public LedgerHolder Owner { get; init; }

    /// <summary>One of <see cref="Domain.Withdrawals.Banks"/>.</summary>
    public required string BankCode { get; init; }

    /// <summary>The number, encrypted: only bank files need it whole.</summary>
    public required byte[] NumberProtected { get; init; }

    /// <summary>Keyed hash of bank and number, by which the same account is known again (R10.3).</summary>
    public required byte[] NumberHash { get; init; }

    /// <summary>The number's last four, by which people tell their accounts apart.</summary>
    public required string NumberEnd { get; init; }

    /// <summary>As banks write it: capitals without diacritics.</summary>
    public required string Holder { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When money may go there: at once for the first account, after the cool-off for each later one.</summary>
    public required DateTimeOffset UsableFrom { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BankAccount>
    {
        public void Configure(EntityTypeBuilder<BankAccount> account)
        {
            account.ToTable("BankAccounts");
            account.Property(a => a.BankCode).HasMaxLength(Lengths.Code);
            account.Property(a => a.NumberProtected).HasMaxLength(Lengths.Note);
            account.Property(a => a.NumberHash).HasMaxLength(Lengths.Hash);
            account.Property(a => a.NumberEnd).HasMaxLength(4);
            account.Property(a => a.Holder).HasMaxLength(Lengths.Name);
            account.HasIndex(a => new { a.OwnerId, a.NumberHash }).IsUnique().HasFilter("\"RemovedAt\" IS NULL");
            account.HasIndex(a => a.NumberHash);
        }
    }
}
