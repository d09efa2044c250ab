using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Tax;

namespace Portal.App.Money.Tax;

/// <summary>
/// A new law (R6.3): another dated policy follows the one before it, which is never changed. It begins in the future, and a monthly one on
/// the first of a month, so that no month has two and nothing that was decided is decided otherwise: a payment may be dated a little ahead
/// of the clock, and whoever is posting is waited for.
/// </summary>
public sealed class AddTaxPolicy(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Threshold">Đồng.</param>
    /// <param name="Rate">Basis points, at most 10,000.</param>
    /// <param name="LegalGround">The law as people cite it; required.</param>
    public sealed record Input(TaxBasis Basis, long Threshold, int Rate, DateOnly From, string? LegalGround = null);

    public async Task<Outcome<TaxPolicyRow>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(TaxPermissions.Write))
            return Refusal.Forbidden();

        var now = clock.GetUtcNow();
        if (Errors(input, LocalCalendar.Day(now + OrderCheck.ClockTolerance)).ToList() is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        return await work.RunAsync<TaxPolicyRow>(
            actor,
            async (db, stop) =>
            {
                await LedgerPeriod.WaitForPostingAsync(db, stop);
                if (await db.TaxPolicies.AnyAsync(row => row.Basis == input.Basis && row.From == input.From, stop))
                    return Refusal.Conflict(TaxRefusals.PolicyKnown) with { Fields = [new FieldError("from", FieldCodes.Taken)] };

                var policy = new TaxPolicyRow
                {
                    Id = Ids.New(clock),
                    Basis = input.Basis,
                    Threshold = input.Threshold,
                    Rate = input.Rate,
                    From = input.From,
                    LegalGround = input.LegalGround!.Trim(),
                    CreatedAt = now,
                    CreatedBy = actor.Name,
                };
                db.TaxPolicies.Add(policy);
                await db.WaitingRewards.Where(row => row.DueAt == null)
                    .UpdateInPartsAsync(row => row.Since, set => set.SetProperty(row => row.DueAt, now), stop);
                db.Audit(
                    actor, clock, AuditActions.TaxPolicyAdded, policy.LegalGround, policy.Id, null,
                    new { policy.Basis, policy.Threshold, policy.Rate, from = policy.From.ToString("O", CultureInfo.InvariantCulture) });
                db.NotifyChange(ChangeTopics.Money, policy.Id, clock);
                return policy;
            },
            cancellationToken);
    }

    private static IEnumerable<FieldError> Errors(Input input, DateOnly today)
    {
        if (input.Threshold is < 0 or > Dong.Largest)
            yield return new FieldError("threshold", FieldCodes.OutOfRange).With("min", "0")
                .With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture));
        if (input.Rate is < 0 or > BasisPoints.Whole)
            yield return new FieldError("rate", FieldCodes.OutOfRange).With("min", "0")
                .With("max", BasisPoints.Whole.ToString(CultureInfo.InvariantCulture));
        if (input.From <= today || (input.Basis == TaxBasis.CalendarMonth && input.From.Day != 1))
            yield return new FieldError("from", TaxRefusals.PolicyBeginsLater);
        if (TextCheck.RequiredText("legalGround", input.LegalGround, Lengths.Name) is { } error)
            yield return error;
    }
}
