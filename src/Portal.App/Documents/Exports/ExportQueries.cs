using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>The exports that somebody asked for.</summary>
public sealed class ExportQueries(IDbContextFactory<PortalDb> contexts, ExportViews views)
{
    /// <summary>The newest first.</summary>
    public async Task<PageOf<ExportView>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = ExportScope.Of(db, actor).AsNoTracking();
        var rows = await mine.OrderByDescending(job => job.AskedAt).ThenByDescending(job => job.Id).Skip(page.Skip).Take(page.Size)
            .ToListAsync(cancellationToken);
        return new PageOf<ExportView>(rows.ConvertAll(views.Of), await mine.CountAsync(cancellationToken));
    }

    /// <summary>Null when it is not theirs.</summary>
    public async Task<ExportView?> OneAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ExportScope.Of(db, actor).AsNoTracking().FirstOrDefaultAsync(job => job.Id == id, cancellationToken) is { } job
            ? views.Of(job) : null;
    }
}
