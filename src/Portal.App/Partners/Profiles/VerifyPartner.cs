using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.Profiles;

/// <summary>
/// Decides about a partner's identity (R1.10), and notes whether they signed the agreement. Approval opens the gate: they get
/// their code, and a first link in every programme that they joined.
/// </summary>
public sealed class VerifyPartner(UnitOfWork work, Joining joining, MailQueue mails, TimeProvider clock)
{
    /// <summary>The decision; there is no way back to "not checked".</summary>
    public enum Decision
    {
        Approved,
        Rejected,
    }

    /// <param name="Identity">Approved or rejected.</param>
    /// <param name="Reason">Why, which the partner reads; required for a rejection.</param>
    /// <param name="AgreementSigned">Whether they signed the partner agreement.</param>
    public sealed record Input(Decision Identity, bool AgreementSigned, string? Reason = null);

    public async Task<Outcome<PartnerView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PartnerPermissions.OperatorWrite))
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
                    return Refusal.NotFound(PartnerRefusals.NotFound);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [partnerId], cancel) is { } own)
                    return own;

                var now = clock.GetUtcNow();
                var request = await db.IdentityRequests.SingleOrDefaultAsync(
                    row => row.PartnerId == partnerId && row.State == IdentityRequestState.Waiting, cancel);
                if (request is not null)
                    Decide(partner, request, input, actor, now);
                partner.Identity = input.Identity == Decision.Approved ? IdentityState.Approved : IdentityState.Rejected;
                partner.IdentityReason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason;
                partner.IdentityDecidedAt = now;
                partner.AgreementSignedAt = input.AgreementSigned ? request?.ConsentedAt ?? partner.AgreementSignedAt ?? now : null;
                partner.Version++;
                if (partner.Identity == IdentityState.Approved)
                {
                    var joined = await db.Programmes.Where(programme => db.PartnerProgrammes.Any(row =>
                        row.PartnerId == partnerId && row.ProgrammeId == programme.Id)).OrderBy(programme => programme.Code)
                            .ToListAsync(cancel);
                    foreach (var programme in joined)
                        await joining.OpenAsync(db, partner, programme, cancel);
                }

                if (request is not null)
                {
                    var approved = request.State == IdentityRequestState.Approved;
                    mails.Add(db, (await PartnerMail.ToAsync(
                        db, partner, approved ? MailKind.IdentityApproved : MailKind.IdentityRejected, cancel))
                        .With("reason", input.Reason ?? "").With("link", approved ? "partner/links" : "partner/profile/identity"));
                }

                db.NotifyChange(ChangeTopics.Partner, partnerId, clock, partnerId);
                return await PartnerQueries.ViewAsync(db, partner, now, cancel);
            },
            cancellationToken);
    }

    /// <summary>
    /// What they sent is decided with them; from an approval on they have the name that stands on their card, by which their bank
    /// accounts are compared (R6.5).
    /// </summary>
    private static void Decide(Partner partner, IdentityRequest request, Input input, Actor actor, DateTimeOffset now)
    {
        request.State = input.Identity == Decision.Approved ? IdentityRequestState.Approved : IdentityRequestState.Rejected;
        (request.Reason, request.DecidedAt, request.DecidedBy) = (input.Reason, now, actor.Name);
        if (request.State == IdentityRequestState.Approved)
            (partner.Name, partner.NameSearch) = (request.FullName, SearchText.Fold(request.FullName, Lengths.Name));
    }
}
