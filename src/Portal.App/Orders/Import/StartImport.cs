using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>After the dry run: takes in the orders that are good, behind the page. The bad ones stay listed with their reasons.</summary>
public sealed class StartImport(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Amend">True: pending orders that the file has with another content are amended (R2.7).</param>
    public sealed record Input(Guid ImportId, bool Amend = false);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
            actor,
            async (db, cancellation) =>
            {
                var import = await ImportScope.FindAsync(db, actor, input.ImportId, cancellation);
                if (import is null)
                    return Refusal.NotFound(ImportRefusals.NotFound);
                if (import.State is ImportState.Importing or ImportState.Done)
                    return default(Done); // pressed twice: it runs, or it ran
                if (import.State != ImportState.Checked)
                    return Refusal.Conflict(ImportRefusals.NotChecked);

                import.State = ImportState.Importing;
                import.LeasedUntil = null;
                import.Amends = input.Amend;
                import.StartedAt = clock.GetUtcNow();
                import.BytesRead = 0;
                import.NewOrders = import.KnownOrders = import.BadOrders = import.Events = import.Amended = import.Returns = 0;
                import.ReturnedAmount = 0;
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = clock.GetUtcNow() });
                return default(Done);
            },
            cancellationToken);
}
