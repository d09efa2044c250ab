using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Withdrawals;

public sealed class BankAccountTests
{
    private const string Number = "0071000123456";

    [DatabaseTheory]
    public async Task R6_5_The_first_account_is_usable_at_once_and_a_later_one_after_the_cool_off(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var first = (await AddAsync(world, partner)).Value;
        var second = (await AddAsync(world, partner, "9704220000000017")).Value;

        Assert.True(first.Usable);
        Assert.False(second.Usable);
        Assert.Equal(world.Clock.GetUtcNow().AddDays(3), second.UsableFrom);
        Assert.False((await ListAsync(world, world.PersonOf(partner), partner)).Single(account => account.Id == second.Id).Usable);
        world.Clock.Advance(TimeSpan.FromDays(3));
        Assert.All(await ListAsync(world, world.PersonOf(partner), partner), account => Assert.True(account.Usable));
    }

    [DatabaseTheory]
    public async Task R6_5_After_the_first_was_removed_the_next_waits_all_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var first = (await AddAsync(world, partner)).Value;

        Assert.True((await RemoveAsync(world, world.PersonOf(partner), first.Id)).Succeeded);
        var again = (await AddAsync(world, partner)).Value;

        Assert.False(again.Usable);
        Assert.Equal([again.Id], (await ListAsync(world, world.PersonOf(partner), partner)).Select(account => account.Id));
    }

    [DatabaseTheory]
    public async Task A_later_account_and_a_removed_one_are_announced_to_the_address_on_file(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var first = (await AddAsync(world, partner)).Value;
        Assert.Empty(await world.MailsAsync(partner.Email));

        await AddAsync(world, partner, "9704220000000017");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await RemoveAsync(world, world.PersonOf(partner), first.Id);
        await RemoveAsync(world, world.PersonOf(partner), first.Id);

        var mails = await world.MailsAsync(partner.Email);
        Assert.Equal([MailKind.BankAccountAdded, MailKind.BankAccountRemoved], mails.Select(mail => mail.Kind));
        var letter = MailLetter.Write(mails[0], "https://portal.example/");
        Assert.Contains("Vietcombank kết thúc bằng 0017", letter.Text, StringComparison.Ordinal);
        Assert.Contains("https://portal.example/partner/profile", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9704220000000017", letter.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R10_3_The_number_is_stored_as_nobody_can_read_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        await AddAsync(world, partner);

        await using var db = await world.DbAsync();
        var row = await db.BankAccounts.AsNoTracking().SingleAsync();
        Assert.Equal("3456", row.NumberEnd);
        Assert.DoesNotContain(Number, Encoding.Latin1.GetString(row.NumberProtected), StringComparison.Ordinal);
        Assert.Equal("•••• 3456", Assert.Single(await ListAsync(world, world.Admin, partner)).AccountNumber);
    }

    [DatabaseTheory]
    public async Task Of_many_that_are_added_at_once_one_is_the_first_and_none_is_there_twice(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => AddAsync(world, partner, i % 2 == 0 ? Number : "9704220000000017"))));

        Assert.Equal(2, outcomes.Count(outcome => outcome.Succeeded));
        Assert.AllThereAre(outcomes.Where(outcome => !outcome.Succeeded),
            outcome => Assert.Equal(BankAccountRefusals.Known, outcome.Refusal!.Code));
        Assert.Single(await ListAsync(world, world.PersonOf(partner), partner), account => account.Usable);
    }

    [DatabaseTheory]
    public async Task More_than_five_accounts_are_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        for (var i = 0; i < AddBankAccount.Most; i++)
            Assert.True((await AddAsync(world, partner, $"12345{i}")).Succeeded);

        Assert.Equal(BankAccountRefusals.TooMany, (await AddAsync(world, partner, "999999")).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R10_5_Another_partner_sees_adds_and_removes_none(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var stranger = world.PersonOf(await world.HasPartnerAsync());
        var account = (await AddAsync(world, partner)).Value;

        Assert.Equal("partner_not_found", (await world.Get<BankAccountQueries>().ListAsync(stranger, partner.Id, default)).Refusal!.Code);
        Assert.Equal("partner_not_found", (await AddAsync(world, partner, "999999", stranger)).Refusal!.Code);
        Assert.Equal("bank_account_not_found", (await RemoveAsync(world, stranger, account.Id)).Refusal!.Code);
        Assert.Single(await ListAsync(world, world.PersonOf(partner), partner));
    }

    [DatabaseTheory]
    public async Task Finance_sees_accounts_and_changes_none(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var account = (await AddAsync(world, partner)).Value;
        var finance = (await world.PersonAsync(Role.Finance)).Actor;

        Assert.Single(await ListAsync(world, finance, partner));
        Assert.Equal("forbidden", (await AddAsync(world, partner, "999999", finance)).Refusal!.Code);
        Assert.Equal("bank_account_not_found", (await RemoveAsync(world, finance, account.Id)).Refusal!.Code);
    }

    private static Task<Outcome<BankAccountView>> AddAsync(World world, Partner partner, string number = Number, Actor? actor = null) =>
        world.Get<AddBankAccount>().RunAsync(
            actor ?? world.PersonOf(partner), partner.Id, new AddBankAccount.Input("VCB", number, partner.NameSearch.ToUpperInvariant()),
            default);

    private static Task<Outcome<Done>> RemoveAsync(World world, Actor actor, Guid account) =>
        world.Get<RemoveBankAccount>().RunAsync(actor, account, default);

    private static async Task<IReadOnlyList<BankAccountView>> ListAsync(World world, Actor actor, Partner partner) =>
        (await world.Get<BankAccountQueries>().ListAsync(actor, partner.Id, default)).Value.Items;
}
