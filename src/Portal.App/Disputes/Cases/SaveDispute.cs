using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Keeps a dispute on the server while it is written, so that a closed tab or a lost connection loses nothing. Nothing but what could not
/// be stored is refused: what is missing is said when it is filed.
/// </summary>
public sealed class SaveDispute(UnitOfWork work, DisputeFiling filing, TimeProvider clock)
{
    /// <summary>How many drafts an organisation may have at once.</summary>
    public const int MostDrafts = 600;

    /// <param name="Id">The draft; null for a new one.</param>
    public sealed record Input(Guid? Id, DisputeDraft Draft);

    public async Task<Outcome<SavedDraft>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (DisputeOrganisation.Of(actor) is not { } author)
            return Refusal.Forbidden();
        if (input.Draft.Check() is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        return await work.RunAsync<SavedDraft>(
            actor,
            async (db, stop) =>
            {
                if (await UnknownAsync(db, author, input.Draft, stop) is { } unknown)
                    return Refusal.Invalid(unknown);

                Dispute? row;
                if (input.Id is not { } id)
                {
                    var drafts = await db.Disputes.CountAsync(
                        other => other.HolderId == author.HolderId && other.State == DisputeState.Draft, stop);
                    if (drafts >= MostDrafts)
                        return Refusal.Rule(DisputeRefusals.TooManyDrafts).With("max", $"{MostDrafts}");

                    db.Disputes.Add(row = filing.NewDraft(actor, author, input.Draft.Kind));
                }
                else
                {
                    row = await db.Disputes.WrittenBy(actor).SingleOrDefaultAsync(found => found.Id == id, stop);
                    if (row is null)
                        return Refusal.NotFound(DisputeRefusals.NotFound);
                    if (DisputeFlow.After(row.State, DisputeAct.Save, DisputeParty.Author).Refusal is { } no)
                        return no;
                }

                DisputeFiling.Keep(row, input.Draft);
                row.SavedAt = clock.GetUtcNow();
                row.Version++;
                return new SavedDraft(row.Id, row.SavedAt);
            },
            cancellationToken);
    }

    /// <summary>What rows name must be there, and the author's to name.</summary>
    private static async Task<FieldError?> UnknownAsync(
        PortalDb db, DisputeOrganisation author, DisputeDraft draft, CancellationToken cancellationToken)
    {
        if (draft.ShopId is { } shop && !await db.Shops.AnyAsync(row => row.Id == shop, cancellationToken))
            return new FieldError("shopId", FieldCodes.NotFound);
        if (draft.CustomerId is { } customer
            && !await db.Orders.AnyAsync(order => order.Id == customer && order.ShopId == author.HolderId, cancellationToken))
            return new FieldError("customerId", FieldCodes.NotFound);
        return draft.StatementLineId is { } line
            && !await db.JournalEntries.AnyAsync(entry => entry.Id == line && entry.HolderId == author.HolderId, cancellationToken)
            ? new FieldError("statementLineId", FieldCodes.NotFound)
            : null;
    }
}

public sealed record SavedDraft(Guid Id, DateTimeOffset SavedAt);
