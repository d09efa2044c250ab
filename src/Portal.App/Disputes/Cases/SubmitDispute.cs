using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Disputes.Cases;

/// <summary>Files a dispute together with its evidence, all at once, as programs do (R8.1).</summary>
public sealed class SubmitDispute(
    UnitOfWork work, DisputeFiling filing, EvidenceStore evidence, DisputeQueries queries, TimeProvider clock)
{
    /// <param name="Evidence">What came in already, with what its sender says of it; whoever received it disposes of it.</param>
    public sealed record Input(DisputeDraft Draft, IReadOnlyList<(ReceivedEvidence File, EvidenceStore.Statement Statement)> Evidence);

    /// <summary>What is wrong before a byte of evidence is received; null when nothing is.</summary>
    public static Refusal? Check(Actor actor, DisputeDraft draft) =>
        DisputeOrganisation.Of(actor) is null ? Refusal.Forbidden()
        : draft.CheckWhole() is { Count: > 0 } errors ? Refusal.Invalid(errors)
        : null;

    public async Task<Outcome<DisputeDetail>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (Check(actor, input.Draft) is { } wrong)
            return wrong;

        return await work.RunAsync<DisputeDetail>(
            actor,
            async (db, stop) =>
            {
                var row = filing.NewDraft(actor, DisputeOrganisation.Of(actor)!, input.Draft.Kind);
                db.Disputes.Add(row);
                foreach (var (file, statement) in input.Evidence)
                {
                    if ((await evidence.AddAsync(db, actor, row.Id, file, statement, stop)).Refusal is { } refused)
                        return refused;
                }

                if (await filing.FileAsync(db, actor, row, input.Draft, stop) is { } no)
                    return no;

                db.NotifyDispute(row, clock);
                await db.SaveChangesAsync(stop);
                return await queries.DetailAsync(db, actor, row, stop);
            },
            cancellationToken);
    }
}
