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
                Seal = db.LedgerSeals.Where(seal => seal.SealedAt >= row.ClosedAt).OrderBy(seal => seal.Block)
                    .Select(seal => new { seal.Block, seal.Hash }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row.Seal is not null).Select(row => new LedgerRoot(
                row.Month, row.ClosedAt!.Value, row.Seal!.Block, Convert.ToHexStringLower(row.Seal.Hash))),
        ];
    }
}
