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
using Portal.Domain.Partners;
using Portal.Domain.Withdrawals;

namespace Portal.App.Partners.BankAccounts;

/// <summary>
/// Adds an account of the partner's own name, where their money is to go (R6.5). The first can be used at once. Each later one waits
/// for the cool-off, and is announced to the address that is on file: whoever stole a session cannot lead the money away unseen.
/// </summary>
public sealed class AddBankAccount(
    UnitOfWork work, PortalKeys keys, IDataProtectionProvider protection, IEnumerable<IPartnerStep> steps, MailQueue mails,
    PortalSettings settings, TimeProvider clock)
{
    /// <summary>How many accounts a partner may have at a time.</summary>
    public const int Most = 5;

    private readonly IDataProtector numbers = protection.CreateProtector("bank-account");

    /// <param name="BankCode">As <see cref="Banks"/> has it.</param>
    /// <param name="AccountNumber">Six to nineteen letters and digits; spaces are left out.</param>
    /// <param name="HolderName">The partner's own name, with or without diacritics.</param>
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

                var (bank, number, holder) = check.Value;
                var hash = keys.Hash("bank-account", $"{bank.Code}/{number}");
                var before = await db.BankAccounts.Where(row => row.PartnerId == partnerId)
                    .Select(row => new { row.NumberHash, row.RemovedAt }).ToListAsync(cancel);
                var standing = before.FindAll(row => row.RemovedAt is null);
                if (standing.Exists(row => row.NumberHash.AsSpan().SequenceEqual(hash)))
                    return Refusal.Conflict(
                        BankAccountRefusals.Known) with
                    { Fields = [new FieldError("accountNumber", FieldCodes.Taken)] };
                if (standing.Count >= Most)
                    return Refusal.Rule(BankAccountRefusals.TooMany).With("max", Most.ToString(CultureInfo.InvariantCulture));
                if (await FreshSecondFactor.RefuseAsync(db, actor, clock, cancel) is { } unproved)
                    return unproved;

                var now = clock.GetUtcNow();
                var account = new BankAccount
                {
                    Id = Ids.New(clock),
                    PartnerId = partnerId,
                    BankCode = bank.Code,
                    NumberProtected = numbers.Protect(Encoding.UTF8.GetBytes(number)),
                    NumberHash = hash,
                    NumberEnd = number[^4..],
                    Holder = holder,
                    AddedAt = now,
                    UsableFrom = before.Count == 0 ? now : now + settings.Withdrawals.BankAccountCoolOff,
                };
                db.BankAccounts.Add(account);

                // of two that are added at once, the second sees the first and is not the first itself
                partner.Version++;
                if (before.Count > 0)
                {
                    mails.Add(db, (await PartnerMail.ToAsync(db, partner, MailKind.BankAccountAdded, cancel))
                        .With("bank", bank.Name).With("end", account.NumberEnd).With("at", now.ToString("O"))
                        .With("usable", account.UsableFrom.ToString("O"))
                        .With("link", "partner/profile"));
                }

                db.NotifyChange(ChangeTopics.Partner, partnerId, clock, partnerId);
                foreach (var step in steps)
                    await step.BankAccountAddedAsync(db, account, now, cancel);
                return BankAccountView.Of(account, now);
            },
            cancellationToken);
    }
}
