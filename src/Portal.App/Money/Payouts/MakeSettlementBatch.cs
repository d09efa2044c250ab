using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Makes the settlement batch of a week (R7.7): what is in shops' favour of that week's statements, and of earlier ones that are not
/// settled, less what is in dispute (R8.7). A shop without an account that money may go to waits for the next one. From then on it is a
/// batch as those of partners' requests are.
/// </summary>
public sealed class MakeSettlementBatch(
    UnitOfWork work, PayoutQueries queries, LedgerWriter ledger, PortalSettings settings, TimeProvider clock)
{
    /// <param name="actor">Finance.</param>
    /// <param name="week">A day of the week.</param>
    public async Task<Outcome<PayoutBatchView>> RunAsync(Actor actor, DateOnly week, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();

        var monday = LocalCalendar.Week(week);
        var text = monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var now = clock.GetUtcNow();
        if (now < LocalCalendar.WeekPeriod(monday).End)
            return Refusal.Rule(PayoutRefusals.WeekNotOver).With("week", text);

        return await work.RunAsync<PayoutBatchView>(
            actor,
            async (db, stop) =>
            {
                var others = await db.PayoutBatches.AsNoTracking().Where(row => row.Week == monday).ToListAsync(stop);
                if (others.Find(row => row.State != PayoutBatchState.Discarded) is { } standing)
                    return Refusal.Conflict(PayoutRefusals.Exists).With("number", standing.Number);

                var batch = new PayoutBatch
                {
                    Id = Ids.New(clock),
                    Number = others.Count == 0
                        ? $"QT-{text}" : string.Create(CultureInfo.InvariantCulture, $"QT-{text}-{others.Count + 1}"),
                    Month = LocalCalendar.Month(monday),
                    Week = monday,
                    State = PayoutBatchState.Made,
                    MadeById = actor.RootId,
                    MadeBy = actor.Name,
                    MadeAt = now,
                };
                db.PayoutBatches.Add(batch);
                await db.SaveChangesAsync(stop);
                var settled = await SettleAsync(db, actor, batch, now, stop);
                if (settled.Payments.Count == 0)
                    return Refusal.Rule(PayoutRefusals.NothingToSettle);

                await db.SaveChangesAsync(stop);
                await db.InsertAsync(settled.Payments, stop);
                await ledger.AppendAsync(
                    db, [.. settled.SetOff, .. settled.Payments.Select(payment => WithdrawalEntries.Reserve(payment, actor.Name))], stop);
                var lines = await MakePayoutBatch.LinesAsync(db, batch.Id, now, stop);
                await db.InsertAsync(lines, stop);
                db.Audit(actor, clock, AuditActions.BatchMade, batch.Number, batch.Id, null,
                    new { week = text, count = lines.Count, total = lines.Sum(line => line.Amount) });
                db.NotifyChange(ChangeTopics.Money, batch.Id, clock);
                foreach (var shop in lines.Select(line => line.HolderId).Distinct())
                    db.NotifyChange(ChangeTopics.Money, batch.Id, clock, shopId: shop);
                await db.SaveChangesAsync(stop);
                return await queries.ViewAsync(db, batch.Id, stop);
            },
            cancellationToken);
    }

    private async Task<Settled> SettleAsync(
        PortalDb db, Actor actor, PayoutBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await SettlementQueries.Open(db, batch.Week!.Value).OrderBy(statement => statement.ShopId)
            .ThenBy(statement => statement.Week).ToListAsync(cancellationToken);
        var held = await StatementHolds.OfAsync(db, open, cancellationToken);
        var shops = open.Select(statement => statement.ShopId).Distinct().ToArray();
        var accounts = await AccountsAsync(db, shops, now, cancellationToken);
        var invoices = settings.Settlement.SetOffInvoices
            ? (await db.Invoices.Where(invoice => invoice.Amount > invoice.Paid + invoice.SetOff && shops.Contains(invoice.ShopId))
                .OrderBy(invoice => invoice.DueOn).ThenBy(invoice => invoice.Sequence).ToListAsync(cancellationToken))
                .ToLookup(invoice => invoice.ShopId)
            : null;
        var settled = new Settled([], []);
        foreach (var statement in open)
        {
            var amount = statement.Remaining - Math.Max(0, held.GetValueOrDefault(statement.Id));
            foreach (var invoice in invoices?[statement.ShopId].Where(invoice => invoice.OpenAmount > 0) ?? [])
            {
                var part = Math.Min(amount, invoice.OpenAmount);
                if (part <= 0)
                    break;

                var setOff = new InvoicePart { Id = Ids.New(clock), InvoiceId = invoice.Id, StatementId = statement.Id, Amount = -part };
                db.InvoiceParts.Add(setOff);
                settled.SetOff.Add(InvoiceEntries.SetOff(invoice, setOff, now, actor.Name));
                invoice.SetOff += part;
                invoice.Version++;
                statement.Remaining -= part;
                statement.Version++;
                amount -= part;
            }

            if (amount <= 0 || !accounts.TryGetValue(statement.ShopId, out var account))
                continue;

            settled.Payments.Add(Payment(batch, statement, account, amount, now, actor.Name));
            statement.Remaining -= amount;
            statement.Version++;
        }

        return settled;
    }

    /// <summary>The newest account of each shop that money may go to now.</summary>
    private static async Task<Dictionary<Guid, Guid>> AccountsAsync(
        PortalDb db, IReadOnlyCollection<Guid> shops, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var accounts = await db.BankAccounts.AsNoTracking()
            .Where(account => shops.Contains(account.OwnerId) && account.RemovedAt == null && account.UsableFrom <= now)
            .Select(account => new { account.Id, account.OwnerId, account.AddedAt }).ToListAsync(cancellationToken);
        return accounts.GroupBy(account => account.OwnerId).ToDictionary(
            own => own.Key, own => own.OrderByDescending(account => account.AddedAt).ThenByDescending(account => account.Id).First().Id);
    }

    private Withdrawal Payment(
        PayoutBatch batch, WeeklyStatement statement, Guid account, long amount, DateTimeOffset now, string by) => new()
        {
            Id = Ids.New(clock),
            HolderId = statement.ShopId,
            Holder = LedgerHolder.Shop,
            StatementId = statement.Id,
            BankAccountId = account,
            Amount = amount,
            Available = amount,
            AvailablePreTax = 0,
            Reference = PaymentReference.OfSettlement(
                batch.Month, RandomNumberGenerator.GetString(PaymentReference.Alphabet, PaymentReference.DrawnLength)),
            Month = batch.Month,
            State = WithdrawalState.InBatch,
            BatchId = batch.Id,
            RequestedAt = now,
            RequestedBy = by,
        };

    private sealed record Settled(List<Withdrawal> Payments, List<EntryDraft> SetOff);
}
