using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Withdrawals;

/// <summary>A request sets its money aside at once, and no two spend the same đồng (R6.5).</summary>
public sealed class WithdrawalTests
{
    [DatabaseTheory]
    public async Task R6_5_The_amount_is_reserved_at_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);

        var made = (await world.AsksAsync(payee, 600_000)).Value;

        Assert.Equal((WithdrawalState.Requested, new DateOnly(2026, 6, 1), new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 5)),
            (made.State, made.Month, made.PayFrom, made.PayUntil));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(300_000), new Dong(600_000)), (balance.Available, balance.Reserved));
        Assert.Single(await world.EntriesAsync(payee.Partner), entry => entry.Reason == EntryReason.Reserved
            && entry.WithdrawalId == made.Id);
        Assert.Matches("^RT2606[2-9A-Z]{8}$", made.Reference);
    }

    [DatabaseTheory]
    public async Task R6_5_More_than_is_available_is_refused_and_exactly_all_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);

        var refused = await world.AsksAsync(payee, 900_001);
        var whole = await world.AsksAsync(payee, 900_000);

        Assert.Equal((WithdrawalRefusals.AboveAvailable, "900000"), (refused.Refusal!.Code, refused.Refusal.Facts["available"]));
        Assert.True(whole.Succeeded);
        Assert.Equal(Dong.Zero, (await world.BalanceAsync(payee.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task R6_5_Less_than_the_lowest_minimum_of_his_programmes_is_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000, minimum: 200_000);

        Assert.Equal(WithdrawalRefusals.BelowMinimum, (await world.AsksAsync(payee, 199_999)).Refusal!.Code);
        Assert.True((await world.AsksAsync(payee, 200_000)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R6_5_Without_identity_agreement_or_a_usable_account_it_is_refused_with_the_reason(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var later = await world.HasBankAccountAsync(payee.Partner);

        Assert.Equal(WithdrawalRefusals.AccountUnusable, (await world.AsksAsync((payee.Partner, later), 1)).Refusal!.Code);
        await using (var db = await world.DbAsync())
            await db.Partners.Where(row => row.Id == payee.Partner.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, (DateTimeOffset?)null));
        Assert.Equal(WithdrawalRefusals.AgreementMissing, (await world.AsksAsync(payee, 1)).Refusal!.Code);
        await using (var db = await world.DbAsync())
            await db.Partners.Where(row => row.Id == payee.Partner.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Identity, IdentityState.Rejected));
        Assert.Equal(WithdrawalRefusals.IdentityMissing, (await world.AsksAsync(payee, 1)).Refusal!.Code);

        var standing = (await world.Get<WithdrawalQueries>().StandingAsync(world.PersonOf(payee.Partner), payee.Partner.Id, default)).Value;
        Assert.Equal([WithdrawalNeed.Identity, WithdrawalNeed.Agreement],
            standing.Needs.Where(need => !need.Met).Select(need => need.Need));
        Assert.Equal(new Dong(900_000), (await world.BalanceAsync(payee.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task R6_7_A_negative_balance_withdraws_nothing_until_it_is_positive(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(-1);

        Assert.Equal(WithdrawalRefusals.NegativeBalance, (await world.AsksAsync(payee, 1)).Refusal!.Code);
        await world.MovesAsync(payee.Partner, new LedgerAmounts { Earned = new Dong(-2), Available = new Dong(2) });
        Assert.True((await world.AsksAsync(payee, 1)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Money_whose_tax_is_paid_goes_first(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(100_000, preTax: 500_000);

        var made = (await world.AsksAsync(payee, 300_000)).Value;

        var stored = await world.WithdrawalAsync(made.Id);
        Assert.Equal((100_000L, 200_000L), (stored.Available, stored.AvailablePreTax));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((Dong.Zero, new Dong(300_000), new Dong(300_000)), (balance.Available, balance.AvailablePreTax, balance.Reserved));
    }

    [DatabaseTheory]
    public async Task R6_6_A_request_is_taken_back_until_its_batch_is_made(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(100_000, preTax: 500_000);
        var (first, second) = ((await world.AsksAsync(payee, 300_000)).Value, (await world.AsksAsync(payee, 300_000)).Value);

        Assert.True((await CancelAsync(world, world.PersonOf(payee.Partner), first.Id)).Succeeded);
        Assert.True((await CancelAsync(world, world.PersonOf(payee.Partner), first.Id)).Succeeded);

        Assert.Equal((new Dong(100_000), new Dong(200_000)),
            ((await world.BalanceAsync(payee.Partner)).Available, (await world.BalanceAsync(payee.Partner)).AvailablePreTax));
        world.NextMonth();
        await world.MakesBatchAsync();
        Assert.Equal(WithdrawalRefusals.TooLate, (await CancelAsync(world, world.PersonOf(payee.Partner), second.Id)).Refusal!.Code);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_5_Of_many_requests_at_once_from_two_nodes_none_spends_what_another_took(DatabaseProvider provider)
    {
        var requests = LongRun.Of(200, 600);
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var payee = await world.HasPayeeAsync(50 * 10_000);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, requests).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AsksAsync(payee, 10_000))));

        Assert.Equal(50, outcomes.Count(outcome => outcome.Succeeded));
        Assert.AllThereAre(outcomes.Where(outcome => !outcome.Succeeded),
            outcome => Assert.Equal(WithdrawalRefusals.AboveAvailable, outcome.Refusal!.Code));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((Dong.Zero, new Dong(500_000)), (balance.Available, balance.Reserved));
        await using var db = await world.DbAsync();
        Assert.Equal(50, await db.Withdrawals.CountAsync());
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_Of_a_cancellation_and_a_batch_at_once_one_has_each_request(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var payee = await world.HasPayeeAsync(400_000);
        var asked = new List<WithdrawalView>();
        for (var i = 0; i < 40; i++)
            asked.Add((await world.AsksAsync(payee, 10_000)).Value);
        world.NextMonth();
        other.NextMonth();

        var batch = Task.Run(() => world.MakesBatchAsync());
        var cancelled = await Task.WhenAll(asked.Select(one => Task.Run(() => CancelAsync(other, world.PersonOf(payee.Partner), one.Id))));
        var made = await batch;

        var taken = cancelled.Count(outcome => outcome.Succeeded);
        Assert.Equal(40 - taken, made.Succeeded ? made.Value.Count : 0);
        Assert.Equal(new Dong(10_000 * taken), (await world.BalanceAsync(payee.Partner)).Available);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R10_5_Another_partner_sees_asks_and_cancels_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var made = (await world.AsksAsync(payee, 1)).Value;
        var stranger = world.PersonOf(await world.HasPartnerAsync());
        var queries = world.Get<WithdrawalQueries>();

        Assert.Equal("partner_not_found", (await queries.StandingAsync(stranger, payee.Partner.Id, default)).Refusal!.Code);
        Assert.Equal("partner_not_found",
            (await queries.PageAsync(stranger, payee.Partner.Id, CursorRequest.First, default)).Refusal!.Code);
        Assert.Equal("withdrawal_not_found", (await queries.GetAsync(stranger, made.Id, default)).Refusal!.Code);
        Assert.Empty((await queries.ListAsync(stranger, new WithdrawalFilter(payee.Partner.Id), new PageRequest(), default)).Items);
        Assert.Equal("withdrawal_not_found", (await CancelAsync(world, stranger, made.Id)).Refusal!.Code);
        Assert.Equal("partner_not_found", (await world.Get<RequestWithdrawal>().RunAsync(
            stranger, payee.Partner.Id, new RequestWithdrawal.Input(1, payee.Account.Id), default)).Refusal!.Code);
        Assert.Equal("bank_account_not_found", (await world.Get<RequestWithdrawal>().RunAsync(
            stranger, stranger.PartnerId!.Value, new RequestWithdrawal.Input(1, payee.Account.Id), default)).Refusal!.Code);
        Assert.Equal("forbidden", (await world.Get<RequestWithdrawal>().RunAsync(
            world.Finance(), payee.Partner.Id, new RequestWithdrawal.Input(1, payee.Account.Id), default)).Refusal!.Code);
        Assert.Equal(WithdrawalState.Requested, (await world.WithdrawalAsync(made.Id)).State);
    }

    private static Task<Outcome<Done>> CancelAsync(World world, Actor actor, Guid id) => world.Get<CancelWithdrawal>()
        .RunAsync(actor, id, default);
}
