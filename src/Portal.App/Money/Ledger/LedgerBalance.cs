using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Partners.Profiles;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>
/// What a partner's entries add up to, moved in the transaction that appends them. The row of a partner is what their withdrawals
/// follow each other by: it is changed by one statement, which for a withdrawal also asks whether there is enough.
/// </summary>
public sealed class LedgerBalance : LedgerColumns
{
    private LedgerBalance()
    {
    }

    internal LedgerBalance(LedgerAmounts amounts)
        : base(amounts)
    {
    }

    public required Guid PartnerId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerBalance>
    {
        public void Configure(EntityTypeBuilder<LedgerBalance> balance)
        {
            MustBalance(balance, "LedgerBalances");
            balance.HasKey(b => b.PartnerId);
            balance.HasOne<Partner>().WithOne().HasForeignKey<LedgerBalance>(b => b.PartnerId);
        }
    }
}
