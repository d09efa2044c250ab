using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Tax;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Posts a correction. It is income like a reward of the month (R6.2): tax is withheld from what is given, and taken back with what is
/// taken away, so that it is settled with the month's close.
/// </summary>
internal static class AdjustmentPosting
{
    /// <returns>A refusal where no tax policy is in force today (R6.3).</returns>
    public static async Task<Refusal?> PostAsync(
        PortalDb db, LedgerWriter ledger, Adjustment adjustment, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var day = LocalCalendar.Day(now);
        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        if (policies.InForce(TaxBasis.CalendarMonth, day) is not { } policy)
            return Refusal.Rule(TaxRefusals.PolicyMissing).With("day", day.ToString("O", CultureInfo.InvariantCulture));

        var partner = await db.Partners.AsNoTracking().SingleAsync(row => row.Id == adjustment.PartnerId, cancellationToken);
        var gross = new Dong(adjustment.Gross);
        var tax = policy.Withhold(gross, new Payee(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil), day);
        await ledger.AppendAsync(
            db,
            [
                new EntryDraft(adjustment.PartnerId, EntryReason.Adjustment, $"adjustment:{adjustment.Id:N}", now,
                    Postings.Adjust(gross, tax))
                {
                    Basis = TaxBasis.CalendarMonth,
                    By = by,
                    Note = adjustment.Reason,
                },
            ],
            cancellationToken);
        return null;
    }
}
