using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Documents.Issuing;

/// <summary>What anybody who holds a paper learns of it, and nothing else.</summary>
/// <param name="Genuine">There is such a document, and what was compared agrees.</param>
/// <param name="IssuedOn">The local day; null where there is none.</param>
/// <param name="Total">The figure to compare with, in đồng.</param>
/// <param name="ReplacedBy">The number of the document that corrects it; null while none does.</param>
public sealed record DocumentCheckView(bool Genuine, string Number, DateOnly? IssuedOn, long? Total, string? ReplacedBy);

/// <summary>
/// The public check of issued documents. Whoever asks brings the number, whose end cannot be guessed; what a paper says differently from
/// what was issued is told apart without telling what was issued.
/// </summary>
public sealed class DocumentCheckQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <param name="number">As it stands on the paper, in either case.</param>
    /// <param name="total">What the paper says; null: not compared.</param>
    /// <param name="issuedOn">Likewise.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DocumentCheckView> FindAsync(
        string number, long? total, DateOnly? issuedOn, CancellationToken cancellationToken)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var forged = new DocumentCheckView(false, wanted.Length > Lengths.Key ? wanted[..Lengths.Key] : wanted, null, null, null);
        if (wanted.Length is 0 or > Lengths.Key)
            return forged;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.IssuedDocuments.AsNoTracking().Where(row => row.Number == wanted)
            .Select(row => new
            {
                row.Number,
                row.IssuedAt,
                row.Total,
                ReplacedBy = db.IssuedDocuments.Where(later => later.ReplacesId == row.Id).Select(later => later.Number).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return forged;

        var day = LocalCalendar.Day(found.IssuedAt);
        return (total ?? found.Total) == found.Total && (issuedOn ?? day) == day
            ? new DocumentCheckView(true, found.Number, day, found.Total, found.ReplacedBy) : forged;
    }
}
