using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>Puts an uploaded report aside before anything of it was imported. What was imported cannot be discarded.</summary>
public sealed class DiscardImport(UnitOfWork work, ImportFiles files, TimeProvider clock)
{
    public sealed record Input(Guid ImportId);

    public async Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var outcome = await work.RunAsync<Done>(
            actor,
            async (db, cancellation) =>
            {
                var import = await ImportScope.FindAsync(db, actor, input.ImportId, cancellation);
                if (import is null)
                    return Refusal.NotFound(ImportRefusals.NotFound);
                if (import.State == ImportState.Discarded)
                    return default(Done);
                if (import.StartedAt is not null)
                    return Refusal.Conflict(ImportRefusals.Started);

                import.State = ImportState.Discarded;
                import.FinishedAt = clock.GetUtcNow();
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = clock.GetUtcNow() });
                return default(Done);
            },
            cancellationToken);

        // names and phones of customers are not kept longer than they are needed
        if (outcome.Succeeded)
            files.Delete(input.ImportId);
        return outcome;
    }
}
