using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Whether requests can be paid as things are now: what was asked of them when they were made (R6.5) holds still. Looked at when a batch is
/// made, when a line is put back into it, when its page is read, and once more in the transaction of its approval.
/// </summary>
internal static class PayoutChecks
{
    /// <summary>Why not, for those of these requests that cannot be paid: one of <see cref="PayoutReasons"/>.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> ReasonsAsync(
        PortalDb db, IQueryable<Withdrawal> withdrawals, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts =
            from withdrawal in withdrawals
            join account in db.BankAccounts on withdrawal.BankAccountId equals account.Id
            select new
            {
                withdrawal.Id,
                Removed = account.RemovedAt != null,
                CoolingOff = account.UsableFrom > now,
                IdentityMissing = db.Partners.Any(
                    partner => partner.Id == withdrawal.HolderId && partner.Identity != IdentityState.Approved),
                AgreementMissing = db.Partners.Any(
                    partner => partner.Id == withdrawal.HolderId && partner.AgreementSignedAt == null),
                // what a shop owes for later weeks is invoiced, and takes nothing from what is settled (R7.9)
                Negative = db.LedgerBalances.Any(
                    balance => balance.HolderId == withdrawal.HolderId && balance.Holder == LedgerHolder.Partner
                        && balance.Available + balance.AvailablePreTax < 0),
            };
        var wrong = await facts.Where(row => row.Removed || row.CoolingOff || row.IdentityMissing || row.AgreementMissing || row.Negative)
            .ToListAsync(cancellationToken);
        return wrong.ToDictionary(
            row => row.Id,
            row => row.Removed ? PayoutReasons.AccountRemoved
                : row.CoolingOff ? PayoutReasons.AccountCoolingOff
                : row.IdentityMissing ? PayoutReasons.IdentityMissing
                : row.AgreementMissing ? PayoutReasons.AgreementMissing
                : PayoutReasons.NegativeBalance);
    }
}
