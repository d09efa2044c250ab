using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.App.Tracking;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners;

/// <summary>
/// Decides about a partner's identity (R1.10), and notes whether he signed the agreement. Approval opens the gate: he gets
/// his code, and a first link in every programme that he joined.
/// </summary>
public sealed class VerifyPartner(Work work, TimeProvider clock)
{
    /// <summary>The decision; there is no way back to "not checked".</summary>
    public enum Decision
    {
        Approved,
        Rejected,
    }

    /// <param name="Identity">Approved or rejected.</param>
    /// <param name="Reason">Why, which the partner reads; required for a rejection.</param>
    /// <param name="AgreementSigned">Whether he signed the partner agreement.</param>
    public sealed record Input(Decision Identity, bool AgreementSigned, string? Reason = null);

    public async Task<Outcome<PartnerView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorPartnersWrite))
            return Refusal.Forbidden();

        var error = input.Identity == Decision.Rejected
            ? TextCheck.RequiredText("reason", input.Reason, Lengths.Note)
            : TextCheck.Text("reason", input.Reason, Lengths.Note);
        if (error is not null)
            return Refusal.Invalid(error);

        return await work.RunAsync<PartnerView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Partners.SingleOrDefaultAsync(p => p.Id == partnerId, cancel) is not { } partner)
                    return Refusal.NotFound("partner_not_found");

                var now = clock.GetUtcNow();
                partner.Identity = input.Identity == Decision.Approved ? IdentityState.Approved : IdentityState.Rejected;
                partner.IdentityReason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason;
                partner.IdentityDecidedAt = now;
                partner.AgreementSignedAt = input.AgreementSigned ? partner.AgreementSignedAt ?? now : null;
                partner.Version++;
                if (partner.Identity == IdentityState.Approved)
                {
                    var joined = await db.Programmes.Where(programme => db.PartnerProgrammes.Any(row =>
                        row.PartnerId == partnerId && row.ProgrammeId == programme.Id)).OrderBy(programme => programme.Code).ToListAsync(cancel);
                    foreach (var programme in joined)
                        await DefaultLinks.AddAsync(db, partner, programme, clock, cancel);
                }

                db.Note(ChangeTopics.Partner, partnerId, clock, partnerId);
                return await PartnerQueries.ViewAsync(db, partner, now, cancel);
            },
            cancellationToken);
    }
}
