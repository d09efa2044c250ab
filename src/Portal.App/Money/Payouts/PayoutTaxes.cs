using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Tax;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>A line of a batch, and how much of it is to be taxed when it is paid; đồng.</summary>
internal sealed record PreTaxLine(PayoutLine Line, long AvailablePreTax);

/// <summary>
/// The tax that is due when it is paid (R6.3, <c>per_payment</c>): what a partner gets in one batch is one payment, however many requests
/// it is made of.
/// </summary>
internal static class PayoutTaxes
{
    /// <summary>Sets the tax of the lines that are to be paid, as on this day.</summary>
    /// <returns>A refusal where no policy says how much.</returns>
    public static async Task<Refusal?> ApplyAsync(PortalDb db, Guid batchId, DateOnly day, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(db, db.PayoutLines.Where(line => line.BatchId == batchId), cancellationToken);
        foreach (var line in lines)
            line.Line.Tax = 0;

        var due = lines.FindAll(line => line.Line.State == PayoutLineState.Included);
        var taxes = await OfAsync(db, due, day, cancellationToken);
        if (taxes.Refusal is { } refusal)
            return refusal;

        foreach (var line in due)
            line.Line.Tax = taxes.Value[line.Line.WithdrawalId];
        return null;
    }

    /// <summary>Those of these lines that have something to tax.</summary>
    public static async Task<List<PreTaxLine>> LinesAsync(PortalDb db, IQueryable<PayoutLine> lines, CancellationToken cancellationToken) =>
        (await lines.Join(db.Withdrawals.Where(row => row.AvailablePreTax > 0), line => line.WithdrawalId, row => row.Id,
            (line, row) => new { Line = line, row.AvailablePreTax })
            .OrderBy(row => row.Line.WithdrawalId).ToListAsync(cancellationToken))
        .ConvertAll(row => new PreTaxLine(row.Line, row.AvailablePreTax));

    /// <summary>The tax of each of these requests, if these and no others are paid on this day.</summary>
    /// <returns>A refusal where no policy says how much.</returns>
    public static async Task<Outcome<IReadOnlyDictionary<Guid, long>>> OfAsync(
        PortalDb db, IReadOnlyCollection<PreTaxLine> due, DateOnly day, CancellationToken cancellationToken)
    {
        var taxes = new Dictionary<Guid, long>();
        if (due.Count == 0)
            return taxes;

        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        if (policies.InForce(TaxBasis.PerPayment, day) is not { } policy)
            return Refusal.Rule(TaxRefusals.PolicyMissing).With("day", day.ToString("O", CultureInfo.InvariantCulture));

        var partners = due.Select(line => line.Line.HolderId).Distinct().ToArray();
        var payees = await db.Partners.AsNoTracking().Where(partner => partners.Contains(partner.Id))
            .Select(partner => new
            {
                partner.Id,
                partner.PayeeType,
                partner.TaxCommitmentFrom,
                partner.TaxCommitmentUntil,
                partner.AsksForWithholding
            })
            .ToDictionaryAsync(
                partner => partner.Id,
                partner => (Payee: new Payee(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil),
                    Asks: partner.AsksForWithholding), cancellationToken);
        foreach (var payment in due.GroupBy(line => line.Line.HolderId))
        {
            var (payee, asks) = payees[payment.Key];
            var parts = payment.ToList();
            var shares = PaymentTax.Shares(policy, parts.ConvertAll(part => new Dong(part.AvailablePreTax)), payee, asks, day);
            for (var i = 0; i < parts.Count; i++)
                taxes[parts[i].Line.WithdrawalId] = shares[i].Amount;
        }

        return taxes;
    }
}
