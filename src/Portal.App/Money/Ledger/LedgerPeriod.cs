using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Up to which month the books are closed (R6.4): one row. Whoever appends entries holds it until their commit, together with all
/// others who append; a close waits for them, and whoever comes later finds the month closed. So no entry slips into a month
/// that is closed already.
/// </summary>
public sealed class LedgerPeriod
{
    private const int Only = 1;

    public required int Id { get; init; }

    /// <summary>The first day of the last closed month; all months before it are closed too.</summary>
    public required DateOnly ClosedThrough { get; set; }

    /// <summary>The block that entries are appended to; a seal closes it, see <see cref="LedgerSeal"/>.</summary>
    public required long OpenBlock { get; set; }

    public bool IsClosed(DateOnly month) => month <= ClosedThrough;

    /// <summary>In whose books a fact stands: its own month, or the first open one where that is closed.</summary>
    public DateOnly MonthFor(DateOnly factMonth) => IsClosed(factMonth) ? ClosedThrough.AddMonths(1) : factMonth;

    /// <summary>Reads it for a transaction that appends: no close can pass until the transaction ends.</summary>
    internal static async Task<LedgerPeriod> KeepOpenAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var row = db.Database.IsNpgsql() ? db.LedgerPeriods.FromSql($"""SELECT * FROM "LedgerPeriods" WHERE "Id" = {Only} FOR SHARE""")
            : db.Database.IsSqlServer()
            ? db.LedgerPeriods.FromSql($"SELECT * FROM [LedgerPeriods] WITH (HOLDLOCK, ROWLOCK) WHERE [Id] = {Only}")
            : db.LedgerPeriods; // a write transaction on SQLite is alone
        return await row.AsNoTracking().SingleAsync(cancellationToken);
    }

    /// <summary>
    /// For whoever changes what is posted by: everybody who is appending has committed, and nobody begins before this transaction ends.
    /// </summary>
    internal static Task WaitForPostingAsync(PortalDb db, CancellationToken cancellationToken) =>
        db.LedgerPeriods.Where(period => period.Id == Only)
            .ExecuteUpdateAsync(set => set.SetProperty(period => period.OpenBlock, period => period.OpenBlock), cancellationToken);

    /// <summary>
    /// Closes the books through this month, once everybody who is appending has committed. False: they were closed already.
    /// </summary>
    internal static async Task<bool> CloseThroughAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken) =>
        await db.LedgerPeriods.Where(period => period.Id == Only && period.ClosedThrough < month)
            .ExecuteUpdateAsync(set => set.SetProperty(period => period.ClosedThrough, month), cancellationToken) == 1;

    /// <summary>
    /// Closes the open block, once everybody who is appending to it has committed: nothing comes to it any more. False: somebody else
    /// closed it.
    /// </summary>
    internal static async Task<bool> CloseBlockAsync(PortalDb db, long block, CancellationToken cancellationToken) =>
        await db.LedgerPeriods.Where(period => period.Id == Only && period.OpenBlock == block)
            .ExecuteUpdateAsync(set => set.SetProperty(period => period.OpenBlock, block + 1), cancellationToken) == 1;

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerPeriod>
    {
        /// <summary>Before anything that was ever earned.</summary>
        private static readonly DateOnly Beginning = new(2000, 1, 1);

        public void Configure(EntityTypeBuilder<LedgerPeriod> period)
        {
            period.ToTable("LedgerPeriods");
            period.Property(b => b.Id).ValueGeneratedNever();
            period.HasData(new LedgerPeriod { Id = Only, ClosedThrough = Beginning, OpenBlock = 1 });
        }
    }
}
