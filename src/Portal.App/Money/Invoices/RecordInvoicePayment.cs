using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Money.Invoices;

/// <summary>
/// Records that a shop paid for an invoice: a part, the whole, or too much, which then is the shop's and stands in its next statement
/// (R7.9). A transfer is known by the bank's reference, so that it is not recorded twice.
/// </summary>
public sealed class RecordInvoicePayment(UnitOfWork work, InvoiceQueries queries, LedgerWriter ledger, TimeProvider clock)
{
    /// <param name="Amount">Đồng.</param>
    /// <param name="PaidOn">The local day on which it arrived; not a day to come.</param>
    /// <param name="Reference">What the bank calls the transfer.</param>
    public sealed record Input(long Amount, DateOnly PaidOn, string Reference);

    public async Task<Outcome<InvoiceView>> RunAsync(Actor actor, Guid invoiceId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(InvoicePermissions.Write))
            return Refusal.Forbidden();

        var now = clock.GetUtcNow();
        if (Check(input, LocalCalendar.Day(now)) is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        var reference = input.Reference.Trim();
        return await work.RunAsync<InvoiceView>(
            actor,
            async (db, stop) =>
            {
                if (await db.Invoices.SingleOrDefaultAsync(row => row.Id == invoiceId, stop) is not { } invoice)
                    return Refusal.NotFound(InvoiceRefusals.NotFound);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [invoice.ShopId], stop) is { } own)
                    return own;
                if (await db.InvoicePayments.AnyAsync(row => row.InvoiceId == invoiceId && row.Reference == reference, stop))
                    return Refusal.Conflict(InvoiceRefusals.PaymentKnown).With("number", invoice.Number).With("reference", reference);

                var payment = new InvoicePayment
                {
                    Id = Ids.New(clock),
                    InvoiceId = invoiceId,
                    Amount = input.Amount,
                    PaidOn = input.PaidOn,
                    Reference = reference,
                    RecordedAt = now,
                    RecordedBy = actor.Name,
                };
                var entry = InvoiceEntries.Pay(invoice, payment);
                db.InvoicePayments.Add(payment);
                invoice.Paid += payment.Amount;
                invoice.Version++;
                await db.SaveChangesAsync(stop);
                await ledger.AppendAsync(db, [entry], stop);
                db.Audit(
                    actor, clock, AuditActions.InvoicePaid, invoice.Number, invoice.Id, null,
                    new { payment.Amount, payment.PaidOn, payment.Reference, invoice.Paid });
                db.NotifyChange(ChangeTopics.Money, invoice.Id, clock, shopId: invoice.ShopId);
                await db.SaveChangesAsync(stop);
                return await queries.ViewAsync(db, invoice.Id, stop);
            },
            cancellationToken);
    }

    private static List<FieldError> Check(Input input, DateOnly today)
    {
        List<FieldError> errors = [];
        if (input.Amount is < 1 or > Dong.Largest)
        {
            errors.Add(new FieldError("amount", FieldCodes.OutOfRange)
                .With("min", "1").With("max", Dong.Largest.ToString(CultureInfo.InvariantCulture)));
        }

        if (input.PaidOn > today || input.PaidOn < today.AddYears(-1))
        {
            errors.Add(new FieldError("paidOn", FieldCodes.OutOfRange)
                .With("min", today.AddYears(-1).ToString("O", CultureInfo.InvariantCulture))
                .With("max", today.ToString("O", CultureInfo.InvariantCulture)));
        }

        if (TextCheck.RequiredText("reference", input.Reference, Lengths.Key) is { } error)
            errors.Add(error);
        return errors;
    }
}
