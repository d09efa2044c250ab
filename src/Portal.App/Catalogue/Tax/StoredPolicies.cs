using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Tax;

namespace Portal.App.Catalogue.Tax;

/// <summary>The tax policies that there are (R6.3): a handful, of which each use takes the one for its basis and day.</summary>
internal static class StoredPolicies
{
    public static async Task<IReadOnlyList<TaxPolicy>> AllAsync(PortalDb db, CancellationToken cancellationToken) =>
        (await db.TaxPolicies.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(row => row.Policy);
}
