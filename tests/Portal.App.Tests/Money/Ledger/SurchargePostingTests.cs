using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>What is between shops and the platform stands in the ledger from the transaction on that made it so.</summary>
public sealed class SurchargePostingTests
{
    [DatabaseTheory]
    public async Task R7_3_A_successful_order_posts_its_surcharge_and_the_promotion_that_the_platform_owes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);

        await RentsAsync(world, shop, "T-1", platform: 25_000);
        Assert.Empty(await EntriesAsync(world, shop));
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());

        var entry = Assert.Single(await EntriesAsync(world, shop));
        Assert.Equal(
            (LedgerHolder.Shop, EntryReason.Surcharge, Postings.Surcharge(new Dong(9_000), new Dong(25_000))),
            (entry.Holder, entry.Reason, entry.Amounts));
        Assert.Equal(EntryHash.Of(entry), entry.Hash);
        Assert.Equal((9_000, 25_000, 16_000), await BalanceAsync(world, shop));
    }

    [DatabaseTheory]
    public async Task R7_3_The_owners_own_promotion_lowers_the_base_and_is_not_owed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);

        await RentsAsync(world, shop, "T-1", own: 30_000);
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());

        Assert.Equal((6_300, 0, -6_300), await BalanceAsync(world, shop));
    }

    [DatabaseTheory]
    public async Task R7_5_A_return_takes_the_surcharge_back_by_an_entry_that_names_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await RentsAsync(world, shop, "T-1", platform: 25_000);
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        world.Clock.Advance(TimeSpan.FromHours(1));

        await world.HappensAsync(shop, "T-1", OrderEventType.Returned, world.Clock.GetUtcNow());

        var entries = await EntriesAsync(world, shop);
        Assert.Equal([EntryReason.Surcharge, EntryReason.SurchargeReversal], entries.Select(entry => entry.Reason));
        Assert.Equal((entries[0].Id, -entries[0].Amounts), (entries[1].CorrectsId, entries[1].Amounts));
        Assert.Equal((0, 0, 0), await BalanceAsync(world, shop));
    }

    [DatabaseTheory]
    public async Task R2_6_What_comes_back_in_part_leaves_its_share_of_surcharge_and_promotion(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await RentsAsync(world, shop, "T-1", platform: 25_000);
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True((await world.ComesBackAsync(shop, "T-1", world.Clock.GetUtcNow(), amount: 30_000)).Succeeded);

        var entries = await EntriesAsync(world, shop);
        Assert.Equal(
            [EntryReason.Surcharge, EntryReason.SurchargeReversal, EntryReason.Surcharge], entries.Select(entry => entry.Reason));
        Assert.Equal(entries[1].OccurredAt, entries[2].OccurredAt);
        Assert.True(entries[0].OccurredAt < entries[1].OccurredAt);
        Assert.Equal((5_400, 15_000, 9_600), await BalanceAsync(world, shop));

        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.ComesBackAsync(shop, "T-1", world.Clock.GetUtcNow(), amount: 45_000)).Succeeded);
        Assert.Equal((0, 0, 0), await BalanceAsync(world, shop));
        Assert.Empty(await FindingsAsync(world));
    }

    [DatabaseTheory]
    public async Task R2_1_A_reinstated_order_that_is_paid_again_is_charged_again_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await RentsAsync(world, shop, "T-1");
        foreach (var type in new[] { OrderEventType.Paid, OrderEventType.Returned, OrderEventType.Reinstated, OrderEventType.Paid })
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.HappensAsync(
                shop, "T-1", type, world.Clock.GetUtcNow(), reason: type == OrderEventType.Reinstated ? "Khách đổi ý" : null);
        }

        Assert.Equal(
            [EntryReason.Surcharge, EntryReason.SurchargeReversal, EntryReason.Surcharge],
            (await EntriesAsync(world, shop)).Select(entry => entry.Reason));
        Assert.Equal((9_000, 0, -9_000), await BalanceAsync(world, shop));
    }

    [DatabaseTheory]
    public async Task R7_2_A_free_order_posts_only_its_promotion_and_one_without_posts_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        foreach (var (number, platform) in new[] { ("T-1", 0L), ("T-2", 10_000L) })
        {
            await world.RecordedAsync(shop, world.Rental(number, "khach-1", platform: platform) with
            {
                Attribution = new OrderTracking(null, null, shop.ReferralCode),
            });
            await world.HappensAsync(shop, number, OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        Assert.Equal(
            Postings.Surcharge(Dong.Zero, new Dong(10_000)), Assert.Single(await EntriesAsync(world, shop)).Amounts);
    }

    [DatabaseTheory]
    public async Task R6_4_What_comes_after_the_close_of_its_month_stands_in_the_open_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await RentsAsync(world, shop, "T-1");
        var paidAt = world.Clock.GetUtcNow();
        var month = LocalCalendar.Month(LocalCalendar.Day(paidAt));
        world.Clock.Advance(TimeSpan.FromDays(40));
        Assert.True((await world.ClosesAsync(month)).Succeeded);

        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, paidAt);

        var entry = Assert.Single(await EntriesAsync(world, shop));
        Assert.Equal((month.AddMonths(1), month), (entry.Month, entry.FactMonth));
    }

    [DatabaseTheory]
    public async Task R6_1_The_trial_balance_is_zero_over_partners_and_shops_now_and_at_any_instant(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        var (owed, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await world.EarnsAsync(await world.HasEarnerAsync(), 100_000);
        foreach (var number in new[] { "T-1", "T-3" })
        {
            await RentsAsync(world, shop, number);
            await world.HappensAsync(shop, number, OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        var before = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await RentsAsync(world, owed, "T-2", platform: 25_000);
        await world.HappensAsync(owed, "T-2", OrderEventType.Paid, world.Clock.GetUtcNow());

        var now = await TrialAsync(world, null);
        Assert.Equal(
            new Dictionary<TrialAccount, (long, long)>
            {
                [TrialAccount.SurchargeRevenue] = (0, 27_000),
                [TrialAccount.RewardCost] = (100_000, 0),
                [TrialAccount.PromotionCost] = (25_000, 0),
                [TrialAccount.OwedToPartners] = (0, 90_000),
                [TrialAccount.TaxWithheld] = (0, 10_000),
                [TrialAccount.OwedToShops] = (0, 16_000),
                [TrialAccount.OwedByShops] = (18_000, 0),
            },
            now.Lines.Where(line => line.Debit + line.Credit != 0).ToDictionary(line => line.Account, line => (line.Debit, line.Credit)));
        Assert.Equal((143_000, 143_000, 0), (now.Debit, now.Credit, now.Difference));

        var then = await TrialAsync(world, before);
        Assert.Equal((118_000, 118_000, 0), (then.Debit, then.Credit, then.Difference));
        Assert.Equal(before, then.AsOf);
    }

    [DatabaseTheory]
    public async Task R10_5_A_shop_reads_its_own_balance_and_entries_and_nobody_elses(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        var (other, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        var earner = await world.HasEarnerAsync();
        await RentsAsync(world, shop, "T-1");
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        var queries = world.Get<ShopLedgerQueries>();

        var page = await queries.EntriesAsync(world.OwnerOf(shop), shop.Id, new CursorRequest(50, null), default);
        Assert.Equal(("T-1", shop.Name, 9_000),
            (page.Value.Items[0].Order, page.Value.Items[0].HolderName, page.Value.Items[0].Surcharged));
        foreach (var stranger in new[] { world.OwnerOf(other), world.PersonOf(earner.Partner) })
        {
            Assert.Equal(ShopRefusals.NotFound, (await queries.BalanceAsync(stranger, shop.Id, null, default)).Refusal?.Code);
            Assert.Equal(ShopRefusals.NotFound,
                (await queries.EntriesAsync(stranger, shop.Id, new CursorRequest(50, null), default)).Refusal?.Code);
            Assert.False((await world.Get<TrialBalanceQueries>().GetAsync(stranger, null, default)).Succeeded);
        }

        // a partner's list of entries is theirs, whatever it asks for
        var list = await world.Get<LedgerQueries>().ListAsync(
            world.PersonOf(earner.Partner), new EntryFilter(shop.Id, Holder: LedgerHolder.Shop), new PageRequest(), default);
        Assert.Equal(0, list.Total);
    }

    [DatabaseTheory]
    public async Task R6_1_An_audit_names_a_surcharge_that_the_ledger_does_not_have(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
        await RentsAsync(world, shop, "T-1");
        await world.HappensAsync(shop, "T-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        Assert.Empty(await FindingsAsync(world));

        await using var db = await world.DbAsync();
        await db.Surcharges.ExecuteUpdateAsync(set => set.SetProperty(row => row.Amount, 8_000));

        Assert.Equal(AuditFindingKind.SurchargeDiffers, Assert.Single(await FindingsAsync(world)).Kind);
    }

    [DatabaseTheory]
    public async Task R7_9_A_shop_has_one_surcharge_programme(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();

        var second = await world.Get<CreateProgramme>().RunAsync(
            world.Admin, new CreateProgramme.Input(shop.Id, "them-mot", "Thêm một", ProgrammeTemplate.RentalSurcharge), default);

        Assert.Equal(ProgrammeRefusals.SurchargeTaken, second.Refusal?.Code);
    }

    private static Task RentsAsync(World world, Shop shop, string number, long platform = 0, long own = 0) =>
        world.RecordedAsync(shop, world.Rental(number, $"khach-{number}", platform: platform, own: own));

    private static async Task<IReadOnlyList<JournalEntry>> EntriesAsync(World world, Shop shop)
    {
        await using var db = await world.DbAsync();
        var entries = await db.JournalEntries.AsNoTracking().Where(entry => entry.HolderId == shop.Id).ToListAsync();
        return [.. entries.OrderBy(entry => entry.RecordedAt).ThenByDescending(entry => entry.Reason)];
    }

    private static async Task<(long Surcharge, long Promotions, long Net)> BalanceAsync(World world, Shop shop)
    {
        var balance = (await world.Get<ShopLedgerQueries>().BalanceAsync(world.OwnerOf(shop), shop.Id, null, default)).Value;
        return (balance.SurchargeDue, balance.PromotionsOwed, balance.Net);
    }

    private static async Task<TrialBalanceView> TrialAsync(World world, DateTimeOffset? asOf) =>
        (await world.Get<TrialBalanceQueries>().GetAsync(world.Admin, asOf, default)).Value;

    private static async Task<IReadOnlyList<AuditFindingView>> FindingsAsync(World world)
    {
        Assert.True((await world.Get<AuditLedger>().RunAsync(world.Admin, default)).Succeeded);
        return (await world.Get<LedgerQueries>().LastAuditAsync(world.Admin, default))!.Found;
    }
}
