using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Tax;

namespace Portal.App.Money.Tax;

/// <summary>What a partner is to the tax office (R6.3).</summary>
/// <param name="CommitmentFrom">The first local day that their commitment on file counts for; null without one.</param>
/// <param name="CommitmentUntil">The last.</param>
/// <param name="AsksForWithholding">They want tax withheld from payments below the threshold too.</param>
public sealed record PayeeView(PayeeType Type, DateOnly? CommitmentFrom, DateOnly? CommitmentUntil, bool AsksForWithholding = false)
{
    internal static PayeeView Of(Partner partner) =>
        new(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil, partner.AsksForWithholding);
}

/// <summary>
/// Finance notes what a partner is to the tax office, and the commitment that they sent. It counts for what they earn and are paid from
/// then on; what was withheld before stays, and is settled with its month.
/// </summary>
public sealed class SetPayee(UnitOfWork work, TimeProvider clock)
{
    /// <param name="AsksForWithholding">Null leaves it as it is.</param>
    public sealed record Input(
        PayeeType Type, DateOnly? CommitmentFrom = null, DateOnly? CommitmentUntil = null, bool? AsksForWithholding = null);

    public async Task<Outcome<PayeeView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(TaxPermissions.Write))
            return Refusal.Forbidden();
        if (Check(input) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<PayeeView>(
            actor,
            async (db, stop) =>
            {
                if (await db.Partners.SingleOrDefaultAsync(row => row.Id == partnerId, stop) is not { } partner)
                    return Refusal.NotFound(PartnerRefusals.NotFound);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [partnerId], stop) is { } own)
                    return own;

                var before = PayeeView.Of(partner);
                (partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil) =
                    (input.Type, input.CommitmentFrom, input.CommitmentUntil);
                partner.AsksForWithholding = input.AsksForWithholding ?? partner.AsksForWithholding;
                partner.Version++;
                var after = PayeeView.Of(partner);
                db.Audit(actor, clock, AuditActions.PayeeSet, partner.Name, partnerId, before, after, partnerId);
                db.NotifyChange(ChangeTopics.Money, partnerId, clock, partnerId);
                return after;
            },
            cancellationToken);
    }

    private static FieldError? Check(Input input)
    {
        if (input.CommitmentFrom is null != input.CommitmentUntil is null)
            return new FieldError(input.CommitmentFrom is null ? "commitmentFrom" : "commitmentUntil", FieldCodes.Required);
        if (input.CommitmentUntil < input.CommitmentFrom)
            return new FieldError("commitmentUntil", TaxRefusals.UntilBeforeFrom);

        // whoever declares their own tax has nothing to commit to
        return input.Type != PayeeType.Individual && input.CommitmentFrom is not null
            ? new FieldError("commitmentFrom", FieldCodes.NotAllowed).With("allowed", "–") : null;
    }
}
