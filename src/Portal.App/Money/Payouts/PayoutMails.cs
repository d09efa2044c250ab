using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Tells partners what became of their requests (R6.6), and shops of their settlements (R7.7): paid, returned, or held over to the next
/// batch, each with the reason. Written in the transaction in which it happens, so that nobody is told twice, or of what did not happen.
/// </summary>
public sealed class PayoutMails(MailQueue mails, StatementMails shops)
{
    private const string Page = "partner/withdrawals";

    /// <param name="db">The transaction; what the lines are is saved before.</param>
    /// <param name="lines">Lines whose state is news; one that is still to be paid says nothing.</param>
    internal async Task TellAsync(PortalDb db, IQueryable<PayoutLine> lines, CancellationToken cancellationToken)
    {
        var told = await (
            from row in PayoutQueries.Rows(db, lines.AsNoTracking().Where(line => line.State != PayoutLineState.Included))
            join partner in db.Partners on row.Line.HolderId equals partner.Id
            orderby row.Line.WithdrawalId
            select new
            {
                row.Line,
                row.Withdrawal.Reference,
                row.Account,
                partner.Name,
                partner.Email,
                Language = db.Users.Where(user => user.Email == partner.Email).Select(user => user.Language).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        await TellShopsAsync(db, lines, cancellationToken);
        foreach (var one in told)
        {
            var kind = KindOf(one.Line.State);
            var facts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["amount"] = (kind == MailKind.WithdrawalPaid ? one.Line.Net : one.Line.Amount).ToString(CultureInfo.InvariantCulture),
                ["reference"] = one.Reference,
                ["bank"] = Banks.Find(one.Account.BankCode)?.Name ?? one.Account.BankCode,
                ["end"] = one.Account.NumberEnd,
                ["link"] = Page,
            };
            if (kind == MailKind.WithdrawalPaid && one.Line.Tax != 0)
                facts["tax"] = one.Line.Tax.ToString(CultureInfo.InvariantCulture);
            if (one.Line.Reason is { Length: > 0 } reason)
                facts["payoutReason"] = reason;
            mails.Add(db, new Mail(one.Email, one.Name, one.Language ?? "vi", kind, facts));
        }
    }

    private async Task TellShopsAsync(PortalDb db, IQueryable<PayoutLine> lines, CancellationToken cancellationToken)
    {
        var ended = await (
            from line in lines.AsNoTracking()
            where line.State != PayoutLineState.Included
            join payment in db.Withdrawals.AsNoTracking() on line.WithdrawalId equals payment.Id
            where payment.Holder == LedgerHolder.Shop
            join account in db.BankAccounts on payment.BankAccountId equals account.Id
            orderby payment.Id
            select new { Payment = payment, account.BankCode, account.NumberEnd }).ToListAsync(cancellationToken);
        await shops.SettledAsync(
            db, ended.ConvertAll(one => (one.Payment, Banks.Find(one.BankCode)?.Name ?? one.BankCode, one.NumberEnd)), cancellationToken);
    }

    private static MailKind KindOf(PayoutLineState state) => state switch
    {
        PayoutLineState.Paid => MailKind.WithdrawalPaid,
        PayoutLineState.Held => MailKind.WithdrawalHeld,
        _ => MailKind.WithdrawalReturned,
    };
}
