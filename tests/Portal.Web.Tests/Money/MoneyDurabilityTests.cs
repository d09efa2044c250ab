using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Orders.Intake;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Money;

/// <summary>
/// The real process is killed at a random moment in whatever moves money; after that the same is done again, and the ledger is whole and
/// equal to that of a twin that was never disturbed.
/// </summary>
public sealed class MoneyDurabilityTests
{
    private enum Move
    {
        Rewards,
        Batch,
        Results,
        Close,
    }

    [DatabaseTheory]
    public async Task R6_1_After_kill_9_in_anything_that_moves_money_a_rerun_gives_the_undisturbed_ledger(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, forProcesses: true);
        await using var undisturbed = await World.CreateAsync(provider, forProcesses: true);
        var (killed, twin) = (await SceneAsync(world), await SceneAsync(undisturbed));
        var moments = new Random(4);

        for (var kill = 0; kill < LongRun.Of(1, 50); kill++)
        {
            foreach (var move in Enum.GetValues<Move>())
            {
                await killed.MonthAsync(move, moments.Next(80));
                await twin.MonthAsync(null, 0);
            }
        }

        Assert.Empty(await world.AuditAsync());
        Assert.Equal(await twin.LedgerAsync(), await killed.LedgerAsync());
        Assert.Equal(LongRun.Of(4, 200), await CountAsync(world, db => db.MonthCloses));
        Assert.Equal(LongRun.Of(4, 200), await CountAsync(world, db => db.PayoutBatches));
    }

    private static async Task<int> CountAsync<T>(World world, Func<PortalDb, IQueryable<T>> rows)
    {
        await using var db = await world.DbAsync();
        return await rows(db).CountAsync();
    }

    private static async Task<Scene> SceneAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        var payees = new List<(App.Partners.Profiles.Partner, BankAccountView)>();
        for (var i = 0; i < 12; i++)
            payees.Add(await world.HasPayeeAsync(0));
        var others = new List<App.Partners.Profiles.Partner>();
        for (var i = 0; i < LongRun.Of(20, 1200); i++)
            others.Add(await world.HasPartnerAsync());
        var shopKey = (await world.Get<CreateApiKey>()
            .RunAsync(world.Admin, new CreateApiKey.Input("Kho", earner.Shop.Id), default)).Value.Key;
        var key = (await world.HasKeyAsync(by: world.Finance(), scopes: ApiScopes.Finance)).Key;
        return new Scene(world, earner, payees, others, shopKey, key);
    }

    private sealed class Scene(
        World world, (Shop Shop, App.Partners.Profiles.Partner Partner, Link Link) earner, List<(App.Partners.Profiles.Partner Partner,
            BankAccountView Account)> payees, List<App.Partners.Profiles.Partner> others, string shopKey, string key)
    {
        /// <summary>
        /// A month of orders, requests, a batch, the bank's answers and the close; one of them in a process that is killed after so many
        /// milliseconds.
        /// </summary>
        public async Task MonthAsync(Move? killed, int after)
        {
            var month = LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow()));
            await world.AppendsAsync([.. payees.Select(one => one.Partner).Concat(others).Select((partner, i) => new EntryDraft(
                partner.Id, EntryReason.Adjustment, $"test:{month:yyyyMM}:{i}", world.Clock.GetUtcNow(),
                Postings.Adjust(new Dong(1_999_990 + i), new Dong(199_999 + (i / 10))))
            {
                Basis = TaxBasis.CalendarMonth,
            })]);
            foreach (var payee in payees)
                await world.AsksAsync(payee, 1_000_000);
            var orders = new List<string>();
            for (var i = 0; i < 6; i++)
                orders.Add(await world.BringsAsync(earner, 100_000 + i));

            var paidAt = world.Clock.GetUtcNow();
            if (killed == Move.Rewards)
                await KilledAsync(shopKey, after,
                    http => Task.WhenAll(orders.Select(order =>
                    http.PostAsJsonAsync($"orders/{order}/events", new { id = $"pay-{order}", type = "paid", occurredAt = paidAt }))));
            var owner = world.OwnerOf(earner.Shop);
            foreach (var order in orders)
                Assert.True((await world.Get<RecordOrderEvent>()
                    .RunAsync(owner, new RecordOrderEvent.Input(
                    null, order, new OrderEventInput($"pay-{order}", OrderEventType.Paid, null, null, paidAt)), default)).Succeeded);

            world.NextMonth();
            if (killed == Move.Batch)
                await KilledAsync(key, after, http => http.PostAsJsonAsync(
                    "payout-batches", new { month = month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) }));
            var made = await world.MakesBatchAsync(month);
            Assert.True(made.Succeeded || made.Refusal!.Code == PayoutRefusals.Exists, made.Refusal?.Code);
            var batch = (await world.Get<PayoutQueries>()
                .ListAsync(world.Finance(), PayoutKind.All, null, new PageRequest(), default)).Items.Single(
                one => one.Month == month);
            batch = (await world.ApprovesAsync(batch)).Value;

            var lines = (await world.Get<PayoutQueries>()
                .LinesAsync(world.Finance(), batch.Id, new(), new PageRequest(Size: 100), default)).Items;
            var results = lines.Select(line => new RecordPayoutResults.Result(
                line.WithdrawalId, payees.FindIndex(one => one.Partner.Id == line.PayeeId) % 5 != 0, "Lỗi")).ToArray();
            if (killed == Move.Results)
                await KilledAsync(key, after,
                    http => http.PostAsJsonAsync($"payout-batches/{batch.Id}/results", new
                    {
                        results =
                    results.Select(one => new { withdrawalId = one.WithdrawalId, paid = one.Paid, reason = one.Reason })
                    }));
            Assert.True((await world.AnswersAsync(batch, results)).Succeeded);

            if (killed == Move.Close)
                await KilledAsync(key, after, http => http.PostAsJsonAsync($"months/{month:yyyy-MM}/close", new { }));
            Assert.Equal(0, (await world.ClosesAsync(month)).Value.Difference);
            world.Clock.MoveTo(LocalCalendar.StartOf(month.AddMonths(1).AddDays(9)).AddHours(12));
        }

        /// <summary>What the ledger says, without ids and times of recording.</summary>
        public async Task<IReadOnlyList<string>> LedgerAsync()
        {
            var numbers = payees.Select(one => one.Partner).Concat(others).Append(earner.Partner).Select((partner, i) => (partner.Id, i))
                .ToDictionary(one => one.Id, one => one.i);
            await using var db = await world.DbAsync();
            var entries = await db.JournalEntries.AsNoTracking().ToListAsync();
            return [.. entries.Select(
                entry => $"{numbers[entry.HolderId]} {entry.Month:yyyy-MM} {entry.TaxMonth:yyyy-MM} {entry.Reason} {entry.Amounts}")
                .Order(StringComparer.Ordinal)];
        }

        private async Task KilledAsync(string apiKey, int after, Func<HttpClient, Task> call)
        {
            await using var portal = await PortalProcess.StartAsync(world, ("Clock__Now", world.Clock.GetUtcNow().ToString("O")));
            using var http = new HttpClient { BaseAddress = new Uri(portal.Address, "api/v1/") };
            http.DefaultRequestHeaders.Authorization = new("Bearer", apiKey);
            var calling = call(http);
            await Task.Delay(after); // the moment is what is tried
            await portal.KillAsync();
            try
            {
                await calling;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
            {
                // it was not answered
            }

            // killed at its work, not at its complaints
            Assert.DoesNotContain("fail:", portal.Output, StringComparison.Ordinal);
        }
    }
}
