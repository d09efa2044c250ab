using System.Globalization;
using Portal.App.Access.Users;
using Portal.App.Money.Invoices;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Statements;

/// <summary>
/// Tells shops' owners of a new statement or invoice, and what became of a settlement, in the transaction in which it happens.
/// </summary>
public sealed class StatementMails(MailQueue mails)
{
    internal Task ReadyAsync(PortalDb db, IReadOnlyCollection<WeeklyStatement> made, CancellationToken cancellationToken) => TellAsync(
        db,
        [
            .. made.Select(statement => new News(statement.ShopId, MailKind.StatementReady, new(StringComparer.Ordinal)
            {
                ["number"] = statement.Number,
                ["week"] = statement.Week.ToString("O", CultureInfo.InvariantCulture),
                ["net"] = Text(statement.Net),
                ["until"] = statement.ReviewUntil.ToString("O", CultureInfo.InvariantCulture),
                ["link"] = "shop/statements",
            })),
        ],
        cancellationToken);

    internal Task InvoicedAsync(PortalDb db, IReadOnlyCollection<Invoice> made, CancellationToken cancellationToken) => TellAsync(
        db,
        [
            .. made.Select(invoice => new News(invoice.ShopId, MailKind.InvoiceIssued, new(StringComparer.Ordinal)
            {
                ["number"] = invoice.Number,
                ["amount"] = Text(invoice.Amount),
                ["due"] = invoice.DueOn.ToString("O", CultureInfo.InvariantCulture),
                ["link"] = "shop/statements?tab=invoices",
            })),
        ],
        cancellationToken);

    /// <param name="db">The transaction.</param>
    /// <param name="payments">Payments to shops that ended, each with the bank's name and the end of the account's number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task SettledAsync(
        PortalDb db, IReadOnlyCollection<(Withdrawal Payment, string Bank, string End)> payments, CancellationToken cancellationToken) =>
        TellAsync(
            db,
            [
                .. payments.Select(one =>
                {
                    var isPaid = one.Payment.State == WithdrawalState.Paid;
                    var facts = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["amount"] = Text(one.Payment.Amount),
                        ["reference"] = one.Payment.Reference,
                        ["bank"] = one.Bank,
                        ["end"] = one.End,
                        ["link"] = "shop/statements",
                    };
                    if (one.Payment.Reason is { Length: > 0 } reason)
                        facts["payoutReason"] = reason;
                    return new News(one.Payment.HolderId, isPaid ? MailKind.SettlementPaid : MailKind.SettlementReturned, facts);
                }),
            ],
            cancellationToken);

    private async Task TellAsync(PortalDb db, IReadOnlyCollection<News> news, CancellationToken cancellationToken)
    {
        var shops = news.Select(one => one.ShopId).Distinct().ToArray();
        if (shops.Length == 0)
            return;

        var owners = await ShopOwners.OfAsync(db, shops, cancellationToken);
        foreach (var one in news)
        {
            foreach (var owner in owners[one.ShopId])
                mails.Add(db, owner.Mail(one.Kind) with { Facts = one.Facts });
        }
    }

    private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);

    private sealed record News(Guid ShopId, MailKind Kind, Dictionary<string, string> Facts);
}
