using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>An export is seen by whoever asked for it, in the role in which they did (R10.5).</summary>
internal static class ExportScope
{
    public static IQueryable<ExportJob> Of(PortalDb db, Actor actor)
    {
        var (client, partner, shop, role) = (actor.ClientId, actor.PartnerId, actor.ShopId, actor.Role);
        var mine = db.ExportJobs.Where(job => job.ClientId == client && job.PartnerId == partner && job.ShopId == shop);
        return role is null ? mine.Where(job => job.Role == null) : mine.Where(job => job.Role == role);
    }

    public static Task<ExportJob?> FindAsync(PortalDb db, Actor actor, Guid id, CancellationToken cancellationToken) =>
        Of(db, actor).FirstOrDefaultAsync(job => job.Id == id, cancellationToken);
}
