using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

internal static class DisputeNames
{
    /// <summary>The partner's or shop's name whose dispute it is.</summary>
    public static async Task<string> OfHolderAsync(PortalDb db, Dispute row, CancellationToken cancellationToken) =>
        (row.Side == LedgerHolder.Partner
            ? await db.Partners.Where(partner => partner.Id == row.HolderId).Select(partner => partner.Name)
                .FirstOrDefaultAsync(cancellationToken)
            : await db.Shops.Where(shop => shop.Id == row.HolderId).Select(shop => shop.Name).FirstOrDefaultAsync(cancellationToken)) ?? "";
}
