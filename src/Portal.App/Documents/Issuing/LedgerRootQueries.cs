using Microsoft.EntityFrameworkCore;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;

namespace Portal.App.Documents.Issuing;

/// <summary>The head of the ledger's hash chain at the close of a month.</summary>
/// <param name="Block">How many blocks the chain had by then.</param>
/// <param name="Root">In lower-case hexadecimal digits; it says nothing of what it covers.</param>
public sealed record LedgerRoot(DateOnly Month, DateTimeOffset ClosedAt, long Block, string Root);

/// <summary>
/// Published for anybody: whoever noted a root can show later that nothing before it was changed, since every document names a head of the
/// same chain.
/// </summary>
public sealed class LedgerRootQueries(IDbContextFactory<PortalDb> contexts)
{
    private const int Shown = 24;

    /// <summary>Of the last months that were closed, the newest first. The root is the first seal that covers the close.</summary>
    public async Task<IReadOnlyList<LedgerRoot>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.MonthCloses.AsNoTracking().Where(row => row.State == MonthCloseState.Closed && row.ClosedAt != null)
            .OrderByDescending(row => row.Month).Take(Shown)
            .Select(row => new
            {
                row.Month,
                row.ClosedAt,
                Block = db.LedgerSeals.Where(seal => seal.SealedAt >= row.ClosedAt).Min(seal => (long?)seal.Block),
            })
            .ToListAsync(cancellationToken);
        var blocks = rows.Select(row => row.Block).OfType<long>().ToList();
        var roots = await db.LedgerSeals.AsNoTracking().Where(seal => blocks.Contains(seal.Block))
            .ToDictionaryAsync(seal => seal.Block, seal => Convert.ToHexStringLower(seal.Hash), cancellationToken);
        return
        [
            .. rows.Where(row => row.Block is not null)
                .Select(row => new LedgerRoot(row.Month, row.ClosedAt!.Value, row.Block!.Value, roots[row.Block.Value])),
        ];
    }
}
