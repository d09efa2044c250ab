using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Orders;

/// <summary>What an answer to an order call promises, shown on the real process: it is killed in the middle of its work.</summary>
public sealed class OrderDurabilityTests
{
    private const int Connections = 8;
    private const int BatchSize = 25;

    [DatabaseTheory]
    public async Task R1_11_After_kill_9_every_answered_order_is_there_and_sending_again_adds_only_what_is_missing(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        world.Clicked(await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme), "v-1", World.Start.AddHours(-1));
        var key = (await world.Get<CreateApiKey>().RunAsync(world.Admin, new CreateApiKey.Input("Kho", shop.Id), default)).Value.Key;
        var (rounds, batches) = LongRun.IsOn ? (6, 400) : (2, 30);
        var sent = new ConcurrentDictionary<int, bool>();
        var paid = new ConcurrentDictionary<int, bool>();
        var next = 0;

        for (var round = 0; round < rounds; round++)
        {
            var before = sent.Values.Count(answered => answered);
            await using var portal = await StartAsync(world);
            using var client = Client(portal, key);
            var load = Enumerable.Range(0, Connections).Select(_ => LoadAsync(client, () => Interlocked.Increment(ref next), sent, paid))
                .ToList();
            while (sent.Values.Count(answered => answered) < before + batches && !load.TrueForAll(one => one.IsCompleted))
                await Task.Delay(5);
            await portal.KillAsync();
            await Task.WhenAll(load);

            await using var db = await world.DbAsync();
            var stored = (await db.Orders.Select(order => order.ExternalId).ToListAsync()).ToHashSet(StringComparer.Ordinal);
            Assert.AllThereAre(sent.Where(batch => batch.Value),
                batch => Assert.All(Numbers(batch.Key), number => Assert.Contains(number, stored)));
            var events = (await db.OrderEvents.Select(row => row.EventId).ToListAsync()).ToHashSet(StringComparer.Ordinal);
            Assert.AllThereAre(paid.Where(one => one.Value), one => Assert.Contains($"pay-{one.Key}", events));
        }

        // The shop does not know what was stored of the calls that were never answered, and sends everything again.
        await using (var portal = await StartAsync(world))
        {
            using var client = Client(portal, key);
            foreach (var batch in sent)
            {
                var (answer, replayed) = await SendAsync(client, batch.Key) ?? throw new InvalidOperationException("The portal is gone.");
                Assert.True(replayed || !batch.Value, "An answered call is answered from its key.");
                Assert.Equal(BatchSize, answer.GetProperty("results").GetArrayLength());
                Assert.All(answer.GetProperty("results").EnumerateArray(),
                    result => Assert.InRange(result.GetProperty("status").GetInt32(), 200, 201));
                await PayAsync(client, batch.Key);
            }
        }

        await using var after = await world.DbAsync();
        var orders = sent.Count * BatchSize;
        Assert.Equal((orders, orders, orders, orders), (
            await after.Orders.CountAsync(), await after.OrderLines.CountAsync(), await after.OrderDecisions.CountAsync(),
            await after.Rewards.CountAsync()));
        Assert.Equal(sent.Count, await after.Orders.CountAsync(order => order.Status == OrderStatus.Successful));
        Assert.Equal(sent.Count, await after.Rewards.CountAsync(reward => reward.State == RewardState.Earned));
    }

    private static Task<PortalProcess> StartAsync(World world) =>
        PortalProcess.StartAsync(world, ("Clock__Now", World.Start.AddHours(1).ToString("O")), ("Limits__RequestsPerMinute", "1000000"));

    private static HttpClient Client(PortalProcess portal, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Sends batches, and pays the first order of each, until the portal is gone; notes what was answered.</summary>
    private static async Task LoadAsync(
        HttpClient client, Func<int> next, ConcurrentDictionary<int, bool> sent, ConcurrentDictionary<int, bool> paid)
    {
        while (true)
        {
            var batch = next();
            sent[batch] = false;
            if (await SendAsync(client, batch) is null)
                return;
            sent[batch] = true;
            if (!await PayAsync(client, batch))
                return;
            paid[batch] = true;
        }
    }

    private static async Task<(JsonElement Answer, bool Replayed)?> SendAsync(HttpClient client, int batch)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
            {
                Content = JsonContent.Create(new { orders = Numbers(batch).Select(Order) }),
            };
            request.Headers.Add("Idempotency-Key", $"batch-{batch}");
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (await response.Content.ReadFromJsonAsync<JsonElement>(), response.Headers.Contains("Idempotency-Replayed"));
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task<bool> PayAsync(HttpClient client, int batch)
    {
        try
        {
            using var response = await client.PostAsJsonAsync(
                $"/api/v1/orders/{Numbers(batch).First()}/events", new { id = $"pay-{batch}", type = "paid", occurredAt = World.Start });
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Numbers(int batch) => Enumerable.Range(0, BatchSize).Select(i => $"DH-{batch}-{i}");

    private static object Order(string number) => new
    {
        externalId = number,
        placedAt = World.Start,
        attribution = new { visitorId = "v-1" },
        lines = new[] { new { sku = "SIM-1", name = "Gói cước", category = "data", quantity = 1, unitPrice = 100_000 } },
        amounts = new { items = 100_000, paid = 100_000 },
    };
}
