using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.Domain.Common;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;

namespace Portal.App.Payouts;

/// <summary>
/// The tax that is due when it is paid (R6.3, <c>per_payment</c>): what a partner gets in one batch is one payment, however many requests
/// it is made of.
/// </summary>
internal static class PayoutTaxes
{
    /// <summary>No policy is in force on the day: such money cannot be paid.</summary>
    public const string NoPolicy = "tax_policy_missing";

    /// <summary>Sets the tax of the lines that are to be paid, as on this day.</summary>
    /// <returns>A refusal where no policy says how much.</returns>
    public static async Task<Refusal?> ApplyAsync(PortalDb db, Guid batchId, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await db.PayoutLines
            .Where(line => line.BatchId == batchId)
            .Join(db.Withdrawals.Where(row => row.Untaxed > 0), line => line.WithdrawalId, row => row.Id, (line, row) => new { Line = line, row.Untaxed })
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
            row.Line.Tax = 0;

        var due = rows.FindAll(row => row.Line.State == PayoutLineState.Included);
        if (due.Count == 0)
            return null;

        var policies = (await db.TaxPolicies.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(row => row.Policy);
        if (policies.InForce(TaxBasis.PerPayment, day) is not { } policy)
            return Refusal.Rule(NoPolicy).With("day", day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

        var partners = due.Select(row => row.Line.PartnerId).Distinct().ToArray();
        var payees = await db.Partners.AsNoTracking().Where(partner => partners.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil, partner.AsksForWithholding })
            .ToDictionaryAsync(partner => partner.Id, partner => (Payee: new Payee(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil), Asks: partner.AsksForWithholding), cancellationToken);
        foreach (var payment in due.GroupBy(row => row.Line.PartnerId))
        {
            var (payee, asks) = payees[payment.Key];
            if (PaymentTax.Of(policy, new Dong(payment.Sum(row => row.Untaxed)), payee, asks, day) == Dong.Zero)
                continue;

            foreach (var row in payment)
                row.Line.Tax = policy.Withhold(new Dong(row.Untaxed), payee, day).Amount;
        }

        return null;
    }
}
