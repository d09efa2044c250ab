using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Money.Tax;

/// <summary>
/// A partner asks that tax is withheld from payments below the threshold too, or no longer (R6.3, <c>per_payment</c>). It counts for the
/// batches that are made from then on.
/// </summary>
public sealed class ElectWithholding(UnitOfWork work, TimeProvider clock)
{
    public Task<Outcome<PayeeView>> RunAsync(Actor actor, bool asks, CancellationToken cancellationToken) => work.RunAsync<PayeeView>(
        actor,
        async (db, stop) =>
        {
            if (actor.PartnerId is not { } partnerId || !actor.May(WithdrawalPermissions.PartnerWrite))
                return Refusal.Forbidden();
            if (await db.Partners.SingleOrDefaultAsync(row => row.Id == partnerId, stop) is not { } partner)
                return Refusal.NotFound(PartnerRefusals.NotFound);

            var before = PayeeView.Of(partner);
            partner.AsksForWithholding = asks;
            partner.Version++;
            var after = PayeeView.Of(partner);
            db.Audit(actor, clock, AuditActions.PayeeSet, partner.Name, partnerId, before, after, partnerId);
            db.NotifyChange(ChangeTopics.Money, partnerId, clock, partnerId);
            return after;
        },
        cancellationToken);
}
