using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>What a batch is looked at for before it is approved, and what its file is before anybody fetches it.</summary>
public sealed class PayoutReviewTests
{
    [DatabaseTheory]
    public async Task A_payee_of_two_requests_and_an_account_of_two_partners_are_found(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (twice, one, other, alone) = (await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000),
            await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000));
        await SharesAsync(world, one.Account, other.Account);
        var same = new[]
        {
            (await world.AsksAsync(twice, 100_000)).Value.Id, (await world.AsksAsync(twice, 200_000)).Value.Id,
            (await world.AsksAsync(one, 300_000)).Value.Id, (await world.AsksAsync(other, 400_000)).Value.Id,
        };
        await world.AsksAsync(alone, 500_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Equal((4, 0), await CountsAsync(world, batch));
        Assert.Equal(same.Order(), (await FoundAsync(world, batch, PayoutLineCheck.SamePayee)).Order());

        // what is not paid is not paid twice
        await world.PutsAsync(batch, same[0], PayoutLineState.Held);
        await world.PutsAsync(batch, same[2], PayoutLineState.Excluded);
        Assert.Equal((0, 0), await CountsAsync(world, batch));
    }

    [DatabaseTheory]
    public async Task The_first_payment_to_an_account_in_place_of_another_is_found_and_the_next_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (changed, stays) = (await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000));
        world.Clock.Advance(TimeSpan.FromDays(1));
        changed = (changed.Partner, await world.HasBankAccountAsync(changed.Partner));
        world.Clock.Advance(TimeSpan.FromDays(10)); // the new one can be used
        var line = (await world.AsksAsync(changed, 100_000)).Value.Id;
        await world.AsksAsync(stays, 100_000);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        Assert.Equal((0, 1), await CountsAsync(world, batch));
        Assert.Equal([line], await FoundAsync(world, batch, PayoutLineCheck.ChangedAccount));
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(line, true));

        await world.AsksAsync(changed, 100_000);
        world.NextMonth();
        Assert.Equal((0, 0), await CountsAsync(world, (await world.MakesBatchAsync()).Value));
    }

    [DatabaseTheory]
    public async Task The_batch_before_stands_beside_it_and_one_that_was_given_up_does_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 100_000);
        world.NextMonth();
        var first = await world.SendsBatchAsync();
        Assert.Null((await ReviewAsync(world, first)).Before);
        await world.AsksAsync(payee, 200_000);
        world.NextMonth();
        await world.Get<DiscardPayoutBatch>().RunAsync(world.Finance(), (await world.MakesBatchAsync()).Value.Id, default);
        world.NextMonth();
        var last = (await world.MakesBatchAsync()).Value;

        Assert.Equal(new EarlierBatch(first.Id, first.Number, first.Month, null, 1, 100_000), (await ReviewAsync(world, last)).Before);
    }

    [DatabaseTheory]
    public async Task R6_6_The_hash_that_is_shown_is_that_of_the_file_that_is_fetched(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 100_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        var queries = world.Get<BankFileQueries>();
        Assert.Equal(PayoutRefusals.NotApproved,
            (await queries.FactsAsync(world.Finance(), batch.Id, BankFileTemplate.Generic, default)).Refusal?.Code);
        await world.ApprovesAsync(batch);

        foreach (var facts in (await queries.FactsAsync(world.Finance(), batch.Id, BankFileTemplate.Generic, default)).Value)
        {
            var file = (await world.Get<ExportPayoutBatch>()
                .RunAsync(world.Finance(), batch.Id, new ExportPayoutBatch.Input(facts.Format), default)).Value;
            Assert.Equal((file.Name, file.Sha256, file.Count, file.Total), (facts.Name, facts.Sha256, facts.Count, facts.Total));
        }
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_learns_nothing_of_a_batch_and_its_file(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 100_000);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var partner = world.PersonOf(payee.Partner);

        Assert.Equal("batch_not_found", (await world.Get<PayoutReviewQueries>().GetAsync(partner, batch.Id, default)).Refusal?.Code);
        Assert.False((await world.Get<BankFileQueries>().FactsAsync(partner, batch.Id, BankFileTemplate.Generic, default)).Succeeded);
    }

    /// <summary>The second account becomes the first one's number.</summary>
    private static async Task SharesAsync(World world, BankAccountView first, BankAccountView second)
    {
        await using var db = await world.DbAsync();
        var hash = await db.BankAccounts.Where(row => row.Id == first.Id).Select(row => row.NumberHash).SingleAsync();
        await db.BankAccounts.Where(row => row.Id == second.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NumberHash, hash));
    }

    private static async Task<PayoutReview> ReviewAsync(World world, PayoutBatchView batch) =>
        (await world.Get<PayoutReviewQueries>().GetAsync(world.Finance(), batch.Id, default)).Value;

    private static async Task<(int SamePayee, int ChangedAccount)> CountsAsync(World world, PayoutBatchView batch) =>
        await ReviewAsync(world, batch) is var review ? (review.SamePayee, review.ChangedAccount) : default;

    private static async Task<IReadOnlyList<Guid>> FoundAsync(World world, PayoutBatchView batch, PayoutLineCheck check)
    {
        var filter = new PayoutLineFilter(Check: check);
        var found = await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, filter, new PageRequest(Size: 100), default);
        var sums = await world.Get<PayoutQueries>().LineSumsAsync(world.Finance(), batch.Id, filter, default);
        Assert.Equal((found.Total, found.Items.Sum(line => line.Amount)), PayoutLineSum.Of(sums.Values) is var all
            ? (all.Count, all.Amount) : default);
        return [.. found.Items.Select(line => line.WithdrawalId)];
    }
}
