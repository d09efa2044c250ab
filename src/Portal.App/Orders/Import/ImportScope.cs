using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Orders.Import;

/// <summary>Whose imports an actor may touch (R10.5): their shop's, or all of them as the operator.</summary>
internal static class ImportScope
{
    public static IQueryable<OrderImport> Visible(PortalDb db, Actor actor)
    {
        if (actor.May(Permission.OperatorRead))
            return db.OrderImports;
        return actor is { ShopId: { } shop } && actor.May(ImportPermissions.ShopImport)
            ? db.OrderImports.Where(import => import.ShopId == shop)
            : db.OrderImports.Where(import => false);
    }

    public static Task<OrderImport?> FindAsync(PortalDb db, Actor actor, Guid id, CancellationToken cancellationToken) =>
        actor.May(ImportPermissions.ShopImport) || actor.May(OrderPermissions.OperatorWrite)
            ? Visible(db, actor).SingleOrDefaultAsync(import => import.Id == id, cancellationToken)
            : Task.FromResult<OrderImport?>(null);
}
