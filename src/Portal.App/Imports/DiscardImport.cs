using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Imports;

/// <summary>Puts an uploaded report aside before anything of it was imported. What was imported cannot be discarded.</summary>
public sealed class DiscardImport(Work work, TimeProvider clock)
{
    public sealed record Input(Guid ImportId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(
            actor,
            async (db, cancellation) =>
            {
                var import = await ImportScope.FindAsync(db, actor, input.ImportId, cancellation);
                if (import is null)
                    return Refusal.NotFound("import_not_found");
                if (import.State == ImportState.Discarded)
                    return default(Done);
                if (import.State is ImportState.Importing or ImportState.Done)
                    return Refusal.Conflict("import_busy");

                import.State = ImportState.Discarded;
                import.FinishedAt = clock.GetUtcNow();
                db.Add(new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = clock.GetUtcNow() });
                return default(Done);
            },
            cancellationToken);
}
