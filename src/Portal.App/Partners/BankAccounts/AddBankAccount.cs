using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Shops;
using Portal.Domain.Withdrawals;

namespace Portal.App.Partners.BankAccounts;

/// <summary>
/// Adds an account where the money of a partner, in their own name (R6.5), or of a shop is to go. The first can be used at once. Each
/// later one waits for the cool-off, and is announced to the address that is on file: whoever stole a session cannot lead the money away
/// unseen.
/// </summary>
public sealed class AddBankAccount(
    UnitOfWork work, PortalKeys keys, IDataProtectionProvider protection, IEnumerable<IPartnerStep> steps, MailQueue mails,
    PortalSettings settings, TimeProvider clock)
{
    /// <summary>How many accounts a partner or a shop may have at a time.</summary>
    public const int Most = 5;

    private readonly IDataProtector numbers = protection.CreateProtector("bank-account");

    /// <param name="BankCode">As <see cref="Banks"/> has it.</param>
    /// <param name="AccountNumber">Six to nineteen letters and digits; spaces are left out.</param>
    /// <param name="HolderName">A partner's own name, with or without diacritics; of a shop whose account it is.</param>
    public sealed record Input(string BankCode, string AccountNumber, string HolderName);

    public async Task<Outcome<BankAccountView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, PartnerPermissions.BankAccountsWrite, PartnerPermissions.OperatorWrite))
            return actor.PartnerId == partnerId || actor.IsOperator ? Refusal.Forbidden() : Refusal.NotFound(PartnerRefusals.NotFound);

        return await work.RunAsync<BankAccountView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Partners.SingleOrDefaultAsync(row => row.Id == partnerId, cancel) is not { } partner)
                    return Refusal.NotFound(PartnerRefusals.NotFound);

                var check = BankAccountCheck.Check(input.BankCode, input.AccountNumber, input.HolderName, partner.Name);
                if (!check.Succeeded)
                    return check.Refusal!;

                var added = await AddAsync(db, actor, LedgerHolder.Partner, partnerId, check.Value, cancel);
                if (added.Refusal is { } refusal)
                    return refusal;

                // of two that are added at once, the second sees the first and is not the first itself
                partner.Version++;
                var (account, isFirst, now) = added.Value;
                if (!isFirst)
                    mails.Add(db, Told(await PartnerMail.ToAsync(db, partner, MailKind.BankAccountAdded, cancel), account,
                        "partner/profile"));
                db.NotifyChange(ChangeTopics.Partner, partnerId, clock, partnerId);
                foreach (var step in steps)
                    await step.BankAccountAddedAsync(db, account, now, cancel);
                return BankAccountView.Of(account, now);
            },
            cancellationToken);
    }

    /// <summary>The same for a shop, whose settlements go there (R7.7).</summary>
    public async Task<Outcome<BankAccountView>> ForShopAsync(Actor actor, Guid shopId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, ShopAccountPermissions.Write, PartnerPermissions.OperatorWrite))
            return actor.ShopId == shopId || actor.IsOperator ? Refusal.Forbidden() : Refusal.NotFound(ShopRefusals.NotFound);

        return await work.RunAsync<BankAccountView>(
            actor,
            async (db, cancel) =>
            {
                await KeyLocks.TakeAsync(db, [keys.Hash("bank-account-of", shopId.ToString("N"))], cancel);
                if (await db.Shops.AsNoTracking().SingleOrDefaultAsync(row => row.Id == shopId, cancel) is not { } shop)
                    return Refusal.NotFound(ShopRefusals.NotFound);

                // who keeps a shop has another name than the shop
                var check = BankAccountCheck.Check(input.BankCode, input.AccountNumber, input.HolderName, input.HolderName);
                if (!check.Succeeded)
                    return check.Refusal!;

                var added = await AddAsync(db, actor, LedgerHolder.Shop, shopId, check.Value, cancel);
                if (added.Refusal is { } refusal)
                    return refusal;

                var (account, isFirst, now) = added.Value;
                if (!isFirst)
                {
                    foreach (var person in (await ShopOwners.OfAsync(db, [shopId], cancel))[shopId])
                        mails.Add(db, Told(person.Mail(MailKind.BankAccountAdded), account, "shop/settings"));
                }

                db.NotifyChange(ChangeTopics.Money, shopId, clock, shopId: shopId);
                return BankAccountView.Of(account, now);
            },
            cancellationToken);
    }

    private async Task<Outcome<(BankAccount Account, bool IsFirst, DateTimeOffset Now)>> AddAsync(
        PortalDb db, Actor actor, LedgerHolder owner, Guid ownerId, BankAccountDetails details, CancellationToken cancellationToken)
    {
        var (bank, number, holder) = details;
        var hash = keys.Hash("bank-account", $"{bank.Code}/{number}");
        var before = await db.BankAccounts.Where(row => row.OwnerId == ownerId)
            .Select(row => new { row.NumberHash, row.RemovedAt }).ToListAsync(cancellationToken);
        var standing = before.FindAll(row => row.RemovedAt is null);
        if (standing.Exists(row => row.NumberHash.AsSpan().SequenceEqual(hash)))
        {
            return Refusal.Conflict(BankAccountRefusals.Known) with
            {
                Fields = [new FieldError("accountNumber", FieldCodes.Taken)],
            };
        }

        if (standing.Count >= Most)
            return Refusal.Rule(BankAccountRefusals.TooMany).With("max", Most.ToString(CultureInfo.InvariantCulture));
        if (await FreshSecondFactor.RefuseAsync(db, actor, clock, cancellationToken) is { } unproved)
            return unproved;

        var now = clock.GetUtcNow();
        var account = new BankAccount
        {
            Id = Ids.New(clock),
            OwnerId = ownerId,
            Owner = owner,
            BankCode = bank.Code,
            NumberProtected = numbers.Protect(Encoding.UTF8.GetBytes(number)),
            NumberHash = hash,
            NumberEnd = number[^4..],
            Holder = holder,
            AddedAt = now,
            UsableFrom = before.Count == 0 ? now : now + settings.Withdrawals.BankAccountCoolOff,
        };
        db.BankAccounts.Add(account);
        return (account, before.Count == 0, now);
    }

    private static Mail Told(Mail mail, BankAccount account, string link) => mail
        .With("bank", Banks.Find(account.BankCode)?.Name ?? account.BankCode).With("end", account.NumberEnd)
        .With("at", account.AddedAt.ToString("O")).With("usable", account.UsableFrom.ToString("O")).With("link", link);
}
