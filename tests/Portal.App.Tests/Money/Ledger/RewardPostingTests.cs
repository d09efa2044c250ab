using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>What is earned stands in the ledger from the transaction on that earned it, and never otherwise than the rewards say.</summary>
public sealed class RewardPostingTests
{
    [DatabaseTheory]
    public async Task R6_2_A_paid_order_posts_gross_tax_and_net(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();

        await world.EarnsAsync(earner, 100_005);

        var entry = Assert.Single(await world.EntriesAsync(earner.Partner));
        var expected = new LedgerAmounts { Earned = new Dong(-100_005), TaxWithheld = new Dong(10_001), Available = new Dong(90_004) };
        Assert.Equal((EntryReason.Reward, expected, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 1)),
            (entry.Reason, entry.Amounts, entry.Month, entry.TaxMonth));
        Assert.Equal(expected, await world.BalanceAsync(earner.Partner));
        Assert.Equal(EntryHash.Of(entry), entry.Hash);
    }

    [DatabaseTheory]
    public async Task A_pending_order_posts_nothing_and_a_cancelled_one_neither(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();

        var number = await world.BringsAsync(earner, 100_000);
        Assert.True((await world.HappensAsync(
            earner.Shop, number, OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: "unreachable")).Succeeded);

        Assert.Empty(await world.EntriesAsync(earner.Partner));
    }

    [DatabaseTheory]
    public async Task R3_3_A_return_after_success_posts_a_reversal_that_names_the_entry(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 100_000);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());

        var entries = await world.EntriesAsync(earner.Partner);
        Assert.Equal([EntryReason.Reward, EntryReason.Reversal], entries.Select(entry => entry.Reason));
        Assert.Equal(entries[0].Id, entries[1].CorrectsId);
        Assert.Equal(-entries[0].Amounts, entries[1].Amounts);
        Assert.Equal(default, await world.BalanceAsync(earner.Partner));
    }

    [DatabaseTheory]
    public async Task An_order_that_is_successful_again_is_posted_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 100_000);
        foreach (var type in (OrderEventType[])[OrderEventType.Cancelled, OrderEventType.Reinstated, OrderEventType.Paid])
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True((await world.HappensAsync(
                earner.Shop, number, type, world.Clock.GetUtcNow(), reason: type == OrderEventType.Paid ? null : "unreachable")).Succeeded);
        }

        var entries = await world.EntriesAsync(earner.Partner);

        Assert.Equal([EntryReason.Reward, EntryReason.Reversal, EntryReason.Reward], entries.Select(entry => entry.Reason));
        Assert.Equal(new Dong(90_000), (await world.BalanceAsync(earner.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task R6_7_A_reversal_of_more_than_there_is_leaves_a_negative_balance(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 100_000);
        await world.MovesAsync(earner.Partner, Postings.Reserve(new Dong(60_000), Dong.Zero));

        await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Equal(new Dong(-60_000), (await world.BalanceAsync(earner.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task R6_3_Per_payment_withholds_nothing_yet(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync(TaxBasis.PerPayment);

        await world.EarnsAsync(earner, 100_000);

        Assert.Equal(new LedgerAmounts { Earned = new Dong(-100_000), AvailablePreTax = new Dong(100_000) },
            await world.BalanceAsync(earner.Partner));
        await using var db = await world.DbAsync();
        var reward = await db.Rewards.AsNoTracking().SingleAsync();
        Assert.Equal((0L, 100_000L), (reward.Tax, reward.Net));
    }

    [DatabaseTheory]
    public async Task R6_3_Without_a_policy_for_the_day_nothing_can_be_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 30, 23, 59, 59, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync(TaxBasis.PerPayment);

        await world.EarnsAsync(earner, 100_000);

        Assert.Empty(await world.EntriesAsync(earner.Partner));
    }

    [DatabaseTheory]
    public async Task A_company_and_whoever_has_a_commitment_on_file_get_it_whole(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var company = await world.HasEarnerAsync();
        await world.IsPayeeAsync(company.Partner, PayeeType.Company);
        var committed = await world.HasEarnerAsync();
        await world.IsPayeeAsync(committed.Partner, PayeeType.Individual, new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 9));
        var expired = await world.HasEarnerAsync();
        await world.IsPayeeAsync(expired.Partner, PayeeType.Individual, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

        foreach (var earner in new[] { company, committed, expired })
            await world.EarnsAsync(earner, 100_000, World.Start.AddDays(-1));

        Assert.Equal(new Dong(100_000), (await world.BalanceAsync(company.Partner)).Available);
        Assert.Equal(new Dong(100_000), (await world.BalanceAsync(committed.Partner)).Available);
        Assert.Equal(new Dong(90_000), (await world.BalanceAsync(expired.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task A_held_reward_cannot_be_paid_until_it_is_released(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, row, orders) = await world.HasRiskAsync();
        world.Clock.Step = TimeSpan.FromMilliseconds(1);
        await world.PaidAsync(shop, orders[0].ExternalId);
        var before = await world.BalanceAsync(partner);

        await world.HoldAsync(row);
        await world.PaidAsync(shop, orders[1].ExternalId);

        var held = await world.BalanceAsync(partner);
        Assert.Equal((Dong.Zero, before.Available + before.Available), (held.Available, held.Held));
        await world.ReleaseAsync(row);
        Assert.Equal((held.Held, Dong.Zero), ((await world.BalanceAsync(partner)).Available, (await world.BalanceAsync(partner)).Held));
        Assert.Equal(
            [EntryReason.Reward, EntryReason.Hold, EntryReason.Reward, EntryReason.Release, EntryReason.Release],
            (await world.EntriesAsync(partner)).Select(entry => entry.Reason));
    }

    [DatabaseTheory]
    public async Task R6_1_The_database_refuses_to_change_or_delete_an_entry(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await using var db = await world.DbAsync();

        await Assert.ThrowsAnyAsync<Exception>(
            () => db.JournalEntries.ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Note, "x")));
        await Assert.ThrowsAnyAsync<Exception>(() => db.JournalEntries.ExecuteDeleteAsync());

        Assert.Single(await world.EntriesAsync(earner.Partner));
    }

    [DatabaseTheory]
    public async Task R6_1_What_does_not_balance_is_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => world.MovesAsync(earner.Partner, new LedgerAmounts { Available = new Dong(1) }));
        await Assert.ThrowsAnyAsync<Exception>(() => world.StoresUnbalancedAsync(earner.Partner));

        Assert.Empty(await world.EntriesAsync(earner.Partner));
    }

    [DatabaseTheory]
    public async Task The_same_fact_is_recorded_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.MovesAsync(earner.Partner, Postings.Adjust(new Dong(10), Dong.Zero), "once");

        await Assert.ThrowsAnyAsync<Exception>(() => world.MovesAsync(earner.Partner, Postings.Adjust(new Dong(10), Dong.Zero), "once"));

        Assert.Equal(new Dong(10), (await world.BalanceAsync(earner.Partner)).Available);
    }

    [DatabaseTheory]
    public async Task A_partner_reads_his_own_entries_and_nobody_elses(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var mine = await world.HasEarnerAsync();
        var other = await world.HasEarnerAsync();
        await world.EarnsAsync(mine, 100_000);
        await world.EarnsAsync(other, 200_000);
        var me = world.PersonOf(mine.Partner);
        var queries = world.Get<LedgerQueries>();

        Assert.Equal(90_000, (await queries.BalanceAsync(me, mine.Partner.Id, null, default)).Value.Available);
        Assert.Equal("partner_not_found", (await queries.BalanceAsync(me, other.Partner.Id, null, default)).Refusal!.Code);
        Assert.Equal("partner_not_found", (await queries.EntriesAsync(me, other.Partner.Id, CursorRequest.First, default)).Refusal!.Code);
        var list = await queries.ListAsync(me, new EntryFilter(other.Partner.Id), new PageRequest(), default);
        Assert.Equal([mine.Partner.Id], list.Items.Select(entry => entry.HolderId));
        Assert.Equal(new Dong(90_000), (await queries.SumsAsync(me, new EntryFilter(other.Partner.Id), default)).Available);
    }

    [DatabaseTheory]
    public async Task The_balance_of_a_past_instant_is_what_was_recorded_by_then(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        var between = world.Clock.GetUtcNow().AddMinutes(1);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.EarnsAsync(earner, 50_000);
        var queries = world.Get<LedgerQueries>();
        var me = world.PersonOf(earner.Partner);

        Assert.Equal(90_000, (await queries.BalanceAsync(me, earner.Partner.Id, between, default)).Value.Available);
        Assert.Equal(0, (await queries.BalanceAsync(me, earner.Partner.Id, World.Start.AddDays(-1), default)).Value.Available);
        Assert.Equal(135_000, (await queries.BalanceAsync(me, earner.Partner.Id, null, default)).Value.Available);
    }
}
