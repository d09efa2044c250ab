using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Finance corrects a partner's balance by a new entry, with the reason (R6.1). What one person corrects alone, and what is corrected of
/// one partner, is limited by day and month; above that somebody else has to agree first.
/// </summary>
public sealed class AdjustBalance(UnitOfWork work, LedgerWriter ledger, LedgerQueries queries, PortalSettings settings, TimeProvider clock)
{
    /// <param name="Gross">Đồng before tax; negative takes away.</param>
    /// <param name="Reason">Why, which the partner reads; required.</param>
    public sealed record Input(long Gross, string? Reason = null);

    public async Task<Outcome<AdjustmentView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(LedgerPermissions.AdjustmentsWrite))
            return Refusal.Forbidden();
        if (Errors(input).ToList() is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        return await work.RunAsync<AdjustmentView>(
            actor,
            async (db, stop) =>
            {
                if (await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == partnerId, stop) is not { } partner)
                    return Refusal.NotFound(PartnerRefusals.NotFound);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [partnerId], stop) is { } own)
                    return own;

                var now = clock.GetUtcNow();
                var before = await AdjustedSums.TakeAsync(db, actor.RootId, partnerId, now, stop);
                var waits = AdjustmentCheck.NeedsSecondPerson(new Dong(input.Gross), settings.Ledger.Limits(), before);
                var adjustment = new Adjustment
                {
                    Id = Ids.New(clock),
                    PartnerId = partnerId,
                    Gross = input.Gross,
                    Reason = input.Reason!.Trim(),
                    State = waits ? AdjustmentState.Proposed : AdjustmentState.Posted,
                    ProposedById = actor.RootId,
                    ProposedBy = actor.Name,
                    ProposedAt = now,
                };
                db.Adjustments.Add(adjustment);
                if (!waits && await AdjustmentPosting.PostAsync(db, ledger, adjustment, now, actor.Name, stop) is { } refusal)
                    return refusal;

                db.Audit(
                    actor, clock, waits ? AuditActions.AdjustmentProposed : AuditActions.AdjustmentPosted, partner.Name, adjustment.Id,
                    null,
                    new { adjustment.Gross, adjustment.Reason }, partnerId);
                db.NotifyChange(ChangeTopics.Money, adjustment.Id, clock, partnerId);
                await db.SaveChangesAsync(stop);
                return await queries.AdjustmentAsync(db, adjustment.Id, stop);
            },
            cancellationToken);
    }

    private static IEnumerable<FieldError> Errors(Input input)
    {
        if (input.Gross == 0 || input.Gross is < -Dong.Largest or > Dong.Largest)
        {
            var most = Dong.Largest.ToString(CultureInfo.InvariantCulture);
            yield return input.Gross == 0 ? new FieldError("gross", FieldCodes.Required) : new FieldError("gross", FieldCodes.OutOfRange)
                .With("min", "-" + most).With("max", most);
        }

        if (TextCheck.RequiredText("reason", input.Reason, Lengths.Note) is { } error)
            yield return error;
    }
}
