using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>Files a dispute (R8.1): a draft with the evidence that it has.</summary>
public sealed class FileDispute(UnitOfWork work, DisputeFiling filing, DisputeQueries queries, TimeProvider clock)
{
    /// <param name="Draft">What it says; null: as it was saved last.</param>
    public sealed record Input(Guid Id, DisputeDraft? Draft = null);

    public Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<DisputeDetail>(
            actor,
            async (db, stop) =>
            {
                if (await db.Disputes.WrittenBy(actor).SingleOrDefaultAsync(row => row.Id == input.Id, stop) is not { } row)
                    return Refusal.NotFound(DisputeRefusals.NotFound);
                if (DisputeFlow.After(row.State, DisputeAct.File, DisputeParty.Author).Refusal is { } no)
                    return no;
                if (await filing.FileAsync(db, actor, row, input.Draft ?? DisputeFiling.DraftOf(row), stop) is { } refused)
                    return refused;

                db.NotifyDispute(row, clock);
                await db.SaveChangesAsync(stop);
                return await queries.DetailAsync(db, actor, row, stop);
            },
            cancellationToken);
}
