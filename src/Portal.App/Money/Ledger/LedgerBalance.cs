using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>
/// What a holder's entries add up to, moved in the transaction that appends them. The row of a partner is what their withdrawals
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

    /// <summary>The id of a partner or a shop.</summary>
    public required Guid HolderId { get; init; }

    public LedgerHolder Holder { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerBalance>
    {
        public void Configure(EntityTypeBuilder<LedgerBalance> balance)
        {
            MustBalance(balance, "LedgerBalances");
            balance.HasKey(b => b.HolderId);
        }
    }
}
