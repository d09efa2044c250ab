using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Eligibility;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared;

/// <summary>Customers on their way into a refer-a-friend programme.</summary>
public sealed partial class World
{
    /// <summary>A shop with a refer-a-friend programme.</summary>
    public async Task<(Shop Shop, Programme Programme)> HasReferralsAsync(int threshold = 3)
    {
        var shop = await HasShopAsync();
        return (shop, await HasProgrammeAsync(shop, new ReferAFriendSettings { MinSuccessfulOrders = threshold }));
    }

    /// <summary>An order of this customer.</summary>
    public OrderInput OrderOf(string externalId, string email, string? phone = null, string? device = null) =>
        Order(externalId, visitor: null, Clock.GetUtcNow().AddHours(-1)) with { Customer = new OrderCustomer(null, email, phone, device) };

    /// <summary>The customer buys and pays so many times.</summary>
    /// <returns>The numbers of their orders.</returns>
    public async Task<IReadOnlyList<string>> BuysAsync(Shop shop, string email, int times, string? phone = null, string? device = null)
    {
        var numbers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            var number = $"DH-{Number()}";
            await RecordedAsync(shop, OrderOf(number, email, phone, device));
            await PaidAsync(shop, number);
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>There is a partner with this address, called as everybody is here, and they have this bank account.</summary>
    public async Task HasBankAccountAsync(string email, string number)
    {
        const string name = "Nguyễn Văn An";
        var partner = (await CreatePartnerAsync(name, email)).Value;
        var added = await Get<AddBankAccount>()
            .RunAsync(Admin, partner.Id, new AddBankAccount.Input("VCB", number, name), CancellationToken.None);
        if (!added.Succeeded)
            throw new InvalidOperationException(added.Refusal!.Code);
    }

    public async Task PaidAsync(Shop shop, string externalId)
    {
        if (await HappensAsync(shop, externalId, OrderEventType.Paid, Clock.GetUtcNow()) is { Refusal: { } refusal })
            throw new InvalidOperationException(refusal.Code);
    }

    public Task<Outcome<App.Orders.Intake.RecordedEvent>> ReturnedAsync(Shop shop, string externalId) =>
        HappensAsync(shop, externalId, OrderEventType.Returned, Clock.GetUtcNow());

    /// <summary>How the account with this address stands.</summary>
    public async Task<EligibilityAccount> AccountAsync(string email)
    {
        var hash = Keys.Hash("email", email);
        await using var db = await DbAsync();
        return await db.EligibilityAccounts.AsNoTracking().SingleAsync(account => account.EmailHash == hash);
    }

    public Task<Outcome<EligibilityDecided>> ApproveAsync(params Guid[] accounts) =>
        DecideAsync(Admin, EligibilityVerdict.Approved, null, accounts);

    public Task<Outcome<EligibilityDecided>> RejectAsync(string? reason, params Guid[] accounts) =>
        DecideAsync(Admin, EligibilityVerdict.Rejected, reason, accounts);

    public Task<Outcome<EligibilityDecided>> DecideAsync(Actor actor, EligibilityVerdict outcome, string? reason, params Guid[] accounts) =>
        Get<DecideEligibility>().RunAsync(actor, new DecideEligibility.Input(accounts, outcome, reason), CancellationToken.None);

    public Task<Outcome<EligibilityDecided>> UndoAsync(params Guid[] accounts) =>
        Get<UndoEligibility>().RunAsync(Admin, new UndoEligibility.Input(accounts), CancellationToken.None);

    /// <summary>The invitations that wait or were sent to the address.</summary>
    public async Task<List<Mail>> InvitationsAsync(string email) =>
        (await MailsAsync(email)).FindAll(mail => mail.Kind == MailKind.EligibilityInvitation);

    /// <summary>The token in the newest invitation to the address.</summary>
    public async Task<string> InvitationTokenAsync(string email) => (await InvitationsAsync(email))[^1].Facts["link"]["join/".Length..];

    /// <summary>The relay sends what is due.</summary>
    public async Task MailsLeaveAsync()
    {
        while (await Get<OutboxRelay>().SendDueAsync(CancellationToken.None) > 0)
        {
            // until nothing is due
        }
    }

    public Task<Outcome<AcceptEligibility.Accepted>> JoinsAsync(
        string? token, string? name = "Nguyễn Văn An", string? phone = "0901234567", bool consent = true) =>
        Get<AcceptEligibility>().RunAsync(
            Actor.Nobody, new AcceptEligibility.Input(token, name, phone, "ba con meo leo cay cau", consent), CancellationToken.None);
}
