using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents.Exports;

/// <summary>
/// Somebody takes a list out of the portal as a file: which, and by what filter, goes to the audit log (R10.4) before the first row leaves.
/// </summary>
public sealed class RecordExport(UnitOfWork work, TimeProvider clock)
{
    /// <param name="File">The file's name.</param>
    /// <param name="Query">The filter, as the address has it.</param>
    public sealed record Input(string File, string? Query);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        (db, _) =>
        {
            // R9.6: what is a shop's goes out by its owner, and by staff with that right
            if (actor.Permissions.Count == 0 || (actor.ShopId is not null && !actor.May(Permission.ShopExport)))
                return Task.FromResult<Outcome<Done>>(Refusal.Forbidden());

            var query = input.Query is { Length: > Lengths.Note } @long ? @long[..Lengths.Note] : input.Query;
            db.Audit(actor, clock, AuditActions.Exported, input.File, actor.PartnerId ?? actor.ShopId ?? actor.ClientId, null,
                new { query }, actor.PartnerId);
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        cancellationToken);
}
