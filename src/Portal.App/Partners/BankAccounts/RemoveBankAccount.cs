using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;

namespace Portal.App.Partners.BankAccounts;

/// <summary>Takes an account out of use, and says so to its owner's address on file. Taking it out twice changes nothing.</summary>
public sealed class RemoveBankAccount(UnitOfWork work, MailQueue mails, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) => work.RunAsync<Done>(
        actor,
        async (db, cancel) =>
        {
            var asOperator = actor.May(PartnerPermissions.OperatorWrite);
            var own = actor.May(PartnerPermissions.BankAccountsWrite) ? actor.PartnerId
                : actor.May(ShopAccountPermissions.Write) ? actor.ShopId : null;
            var found = await db.BankAccounts.SingleOrDefaultAsync(
                row => row.Id == accountId && (asOperator || row.OwnerId == own), cancel);
            if (found is not { } account)
                return Refusal.NotFound(BankAccountRefusals.NotFound);
            if (await FreshSecondFactor.RefuseAsync(db, actor, clock, cancel) is { } unproved)
                return unproved;

            var now = clock.GetUtcNow();
            if (account.RemovedAt is null && account.Owner == LedgerHolder.Shop)
            {
                account.RemovedAt = now;
                foreach (var person in (await ShopOwners.OfAsync(db, [account.OwnerId], cancel))[account.OwnerId])
                    mails.Add(db, Told(person.Mail(MailKind.BankAccountRemoved), account, now, "shop/settings"));
                db.NotifyChange(ChangeTopics.Money, account.OwnerId, clock, shopId: account.OwnerId);
            }
            else if (account.RemovedAt is null)
            {
                var partner = await db.Partners.SingleAsync(row => row.Id == account.OwnerId, cancel);
                account.RemovedAt = now;
                partner.Version++;
                mails.Add(db, Told(
                    await PartnerMail.ToAsync(db, partner, MailKind.BankAccountRemoved, cancel), account, now, "partner/profile"));
                db.NotifyChange(ChangeTopics.Partner, partner.Id, clock, partner.Id);
            }

            return default(Done);
        },
        cancellationToken);

    private static Mail Told(Mail mail, BankAccount account, DateTimeOffset now, string link) => mail
        .With("bank", Banks.Find(account.BankCode)?.Name ?? account.BankCode).With("end", account.NumberEnd)
        .With("at", now.ToString("O")).With("link", link);
}
