using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.App.Access.ApiKeys;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Money;

/// <summary>Several processes of the portal on one database, raced against each other over the same money.</summary>
public sealed class MoneyRaceTests
{
    private const int Processes = 2;
    private const int Requests = 200;

    [DatabaseTheory]
    public async Task R6_5_Of_200_requests_to_several_processes_only_what_the_balance_bears_stands(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, forProcesses: true);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 20, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(1_000_000);
        await using var nodes = await Nodes.StartAsync(world);

        // 7 of 130 000 fit into a million
        var answers = await nodes.AllAsync(Requests, (key, _) => key.Admin.PostAsJsonAsync(
            $"partners/{payee.Partner.Id}/withdrawals", new { amount = 130_000, bankAccountId = payee.Account.Id }));

        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(["above_available"],
            answers.Where(answer => answer.Status != HttpStatusCode.Created).Select(answer => answer.Code).Distinct());
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(90_000), new Dong(910_000)), (balance.Available, balance.Reserved));
        await nodes.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromHours(1)); // the processes audit too, by clocks that went on
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_Closes_approvals_cancellations_and_answers_of_several_processes_happen_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, forProcesses: true);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 20, 12, 0, 0, LocalCalendar.Offset));
        var month = new DateOnly(2026, 6, 1);
        var payees = new List<(App.Partners.Profiles.Partner Partner, App.Partners.BankAccounts.BankAccountView Account)>();
        for (var i = 0; i < 10; i++)
            payees.Add(await world.HasPayeeAsync(500_000));
        await world.IsOwedAsync(payees[0].Partner, 3_000_000);
        await world.IsOwedAsync(payees[1].Partner, 30_000);
        var requests = new List<Guid>();
        foreach (var payee in payees)
            requests.Add((await world.AsksAsync(payee, 400_000)).Value.Id);
        world.NextMonth();
        await using var nodes = await Nodes.StartAsync(world);

        // making and approving against taking back: each request is in the one batch that went out, or back at its partner
        await nodes.AllAsync(24, (key, i) => i % 6 == 0 ? key.Finance.PostAsJsonAsync(
            "payout-batches", new { month = "2026-06" }) : key.Admin.DeleteAsync($"withdrawals/{requests[i % 5]}"));
        var batch = Assert.Single(
            (await world.Get<PayoutQueries>().ListAsync(world.Finance(), PayoutKind.All, null, new PageRequest(), default)).Items);
        await nodes.AllAsync(24, (key, i) => i % 6 == 1 ? key.Approver.PostAsJsonAsync(
            $"payout-batches/{batch.Id}/approval", new { }) : key.Admin.DeleteAsync($"withdrawals/{requests[i % 10]}"));
        Assert.Equal(PayoutBatchState.Approved,
            (await world.Get<PayoutQueries>().GetAsync(world.Finance(), batch.Id, default)).Value.State);
        var lines = (await world.Get<PayoutQueries>()
            .LinesAsync(world.Finance(), batch.Id, new([PayoutLineState.Included]), new PageRequest(Size: 100), default)).Items;
        var states = new List<WithdrawalState>();
        foreach (var id in requests)
            states.Add((await world.WithdrawalAsync(id)).State);
        Assert.InRange(lines.Count, 5, 10);
        Assert.Equal(lines.Count, states.Count(state => state == WithdrawalState.InBatch));
        Assert.Equal(10 - lines.Count, states.Count(state => state == WithdrawalState.Cancelled));

        // contradicting answers against each other: the first counts, whole, and nothing is paid twice
        var paid = lines.Select(line => new { withdrawalId = line.WithdrawalId, paid = true, reason = (string?)null }).ToArray();
        var rejected = lines.Select(line => new { withdrawalId = line.WithdrawalId, paid = false, reason = (string?)"Lỗi" }).ToArray();
        await nodes.AllAsync(16,
            (key, i) => key.Finance.PostAsJsonAsync($"payout-batches/{batch.Id}/results", new { results = i % 2 == 0 ? paid : rejected }));
        foreach (var line in lines)
            Assert.Contains((await world.WithdrawalAsync(line.WithdrawalId)).State,
                new[] { WithdrawalState.Paid, WithdrawalState.Returned });

        // closing: once, whoever asks
        var closes = await nodes.AllAsync(8, (key, _) => key.Finance.PostAsJsonAsync("months/2026-06/close", new { }));
        Assert.Contains(closes, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(closes, answer =>
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer.Status} {answer.Code}"));
        Assert.Equal(new Dong(300_000), (await world.BalanceAsync(payees[0].Partner)).TaxRemitted);
        Assert.Equal(Dong.Zero, (await world.BalanceAsync(payees[1].Partner)).TaxWithheld);
        Assert.Equal(0, (await world.ReportAsync(month)).Difference);
        await nodes.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromHours(1)); // the processes audit too, by clocks that went on
        Assert.Empty(await world.AuditAsync());
    }

    /// <summary>A process, spoken to by keys of three people.</summary>
    private sealed record Keys(HttpClient Admin, HttpClient Finance, HttpClient Approver);

    private sealed class Nodes(IReadOnlyList<PortalProcess> processes, IReadOnlyList<Keys> clients) : IAsyncDisposable
    {
        private bool ended;

        public static async Task<Nodes> StartAsync(World world)
        {
            var processes = new List<PortalProcess>();
            var clients = new List<Keys>();
            var admin = (await world.HasKeyAsync()).Key;
            var finance = (await world.HasKeyAsync(by: world.Finance(), scopes: ApiScopes.Finance)).Key;
            var approver = (await world.HasKeyAsync(by: world.Approver(), scopes: ApiScopes.FinanceApprove)).Key;
            for (var i = 0; i < Processes; i++)
            {
                processes.Add(await PortalProcess.StartAsync(
                    world, ("Clock__Now", world.Clock.GetUtcNow().ToString("O")), ("Tracking__Node", $"{i + 1}")));
                var address = new Uri(processes[i].Address, "api/v1/");
                clients.Add(new Keys(With(address, admin), With(address, finance), With(address, approver)));
            }

            return new Nodes(processes, clients);
        }

        private static HttpClient With(Uri address, string key)
        {
            // two hundred wait for each other, on a busy machine for long
            var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return http;
        }

        /// <summary>So many calls at once, by turns to each process.</summary>
        public async Task<IReadOnlyList<(HttpStatusCode Status, string? Code)>> AllAsync(
            int calls, Func<Keys, int, Task<HttpResponseMessage>> call) =>
            await Task.WhenAll(Enumerable.Range(0, calls).Select(async i =>
            {
                using var response = await call(clients[i % clients.Count], i);
                Assert.True((int)response.StatusCode < 500,
                    $"{response.StatusCode} {response.RequestMessage!.Method} {response.RequestMessage.RequestUri} {processes[i % clients.Count].Output}");
                var text = await response.Content.ReadAsStringAsync();
                return (response.StatusCode, response.IsSuccessStatusCode || text.Length == 0
                    ? null : JsonNode.Parse(text)!["code"]?.GetValue<string>());
            }));

        public async ValueTask DisposeAsync()
        {
            if (ended)
                return;

            ended = true;
            foreach (var client in clients.SelectMany(keys => new[] { keys.Admin, keys.Finance, keys.Approver }))
                client.Dispose();
            foreach (var process in processes)
                await process.DisposeAsync();
        }
    }
}
