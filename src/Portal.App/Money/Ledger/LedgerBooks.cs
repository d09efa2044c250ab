using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Up to which month the books are closed (R6.4): one row. Whoever appends entries holds it until his commit, together with all
/// others who append; a close waits for them, and whoever comes later finds the month closed. So no entry slips into a month
/// that is closed already.
/// </summary>
public sealed class LedgerBooks
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
    internal static async Task<LedgerBooks> KeepOpenAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var row = db.Database.IsNpgsql() ? db.Books.FromSql($"""SELECT * FROM "LedgerBooks" WHERE "Id" = {Only} FOR SHARE""")
            : db.Database.IsSqlServer() ? db.Books.FromSql($"SELECT * FROM [LedgerBooks] WITH (HOLDLOCK, ROWLOCK) WHERE [Id] = {Only}")
            : db.Books; // a write transaction on SQLite is alone
        return await row.AsNoTracking().SingleAsync(cancellationToken);
    }

    /// <summary>
    /// For whoever changes what is posted by: everybody who is appending has committed, and nobody begins before this transaction ends.
    /// </summary>
    internal static Task WaitForPostingAsync(PortalDb db, CancellationToken cancellationToken) =>
        db.Books.Where(books => books.Id == Only)
            .ExecuteUpdateAsync(set => set.SetProperty(books => books.OpenBlock, books => books.OpenBlock), cancellationToken);

    /// <summary>Closes the books through this month, once everybody who is appending has committed. False: they were closed already.</summary>
    internal static async Task<bool> CloseThroughAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken) =>
        await db.Books.Where(books => books.Id == Only && books.ClosedThrough < month)
            .ExecuteUpdateAsync(set => set.SetProperty(books => books.ClosedThrough, month), cancellationToken) == 1;

    /// <summary>Closes the open block, once everybody who is appending to it has committed: nothing comes to it any more. False: somebody else closed it.</summary>
    internal static async Task<bool> CloseBlockAsync(PortalDb db, long block, CancellationToken cancellationToken) =>
        await db.Books.Where(books => books.Id == Only && books.OpenBlock == block)
            .ExecuteUpdateAsync(set => set.SetProperty(books => books.OpenBlock, block + 1), cancellationToken) == 1;

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerBooks>
    {
        /// <summary>Before anything that was ever earned.</summary>
        private static readonly DateOnly Beginning = new(2000, 1, 1);

        public void Configure(EntityTypeBuilder<LedgerBooks> books)
        {
            books.ToTable("LedgerBooks");
            books.Property(b => b.Id).ValueGeneratedNever();
            books.HasData(new LedgerBooks { Id = Only, ClosedThrough = Beginning, OpenBlock = 1 });
        }
    }
}
