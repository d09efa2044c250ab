using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Portal.App.Platform.Changes;

namespace Portal.Web.Tests.Api;

/// <summary>Lists as files, asked for by programs (R9.6).</summary>
[Collection(ApiCollection.Name)]
public sealed class ExportTests(ApiPortal portal)
{
    [Fact]
    public async Task R9_6_A_shop_takes_its_orders_out_and_nobody_elses()
    {
        var (shop, other) = (await portal.ShopAsync(), await portal.ShopAsync());
        var keyed = portal.With(shop.Key);
        foreach (var number in new[] { "DH-X-1", "DH-X-2" })
            await RecordAsync(keyed, number);
        await RecordAsync(portal.With(other.Key), "DH-X-3");

        var asked = await keyed.PostAsync(
            "/exports", new { list = "orders", format = "jsonl", filter = new { sort = "code" }, columns = new[] { "code", "paid" } });
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        var id = asked.Json["id"]!.GetValue<string>();
        var ready = await ReadyAsync(keyed, id);

        Assert.Equal((2, 2), (ready.Json["rows"]!.GetValue<int>(), ready.Json["done"]!.GetValue<int>()));
        var file = await keyed.GetAsync($"/exports/{id}/file");
        var lines = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["DH-X-1", "DH-X-2"], lines.Select(line => line.GetProperty("code").GetString()));
        Assert.Equal(["code", "paid"], lines[0].EnumerateObject().Select(cell => cell.Name));
        foreach (var stranger in new[] { portal.With(other.Key), portal.Operator })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/exports/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/exports/{id}/file")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/exports/{id}")).Status);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await keyed.DeleteAsync($"/exports/{id}")).Status);
        Assert.Equal("export_not_ready", (await keyed.GetAsync($"/exports/{id}/file")).Json["code"]!.GetValue<string>());
        Assert.Equal("cancelled", (await keyed.GetAsync($"/exports/{id}")).Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_key_without_the_scope_and_a_filter_that_nobody_knows_are_refused_by_name()
    {
        var shop = await portal.ShopAsync();
        var reader = portal.With(await portal.KeyAsync(new { name = "reads", shopId = shop.Id, scopes = new[] { "orders:read" } }));

        var refused = await reader.PostAsync("/exports", new { list = "orders", format = "csv" });
        var wrong = await portal.With(shop.Key).PostAsync(
            "/exports", new { list = "orders", format = "csv", filter = new { statuss = "pending", status = "lost" } });
        var none = await portal.With(shop.Key).PostAsync("/exports", new { list = "audit", format = "csv" });
        var lines = await portal.Operator.PostAsync("/exports", new { list = "payout-lines", format = "csv" });

        Assert.Equal((HttpStatusCode.Forbidden, "export_not_allowed"), (refused.Status, refused.Json["code"]!.GetValue<string>()));
        Assert.Equal(["unknown_field"], wrong.ErrorsOf("filter.statuss"));
        Assert.Equal(["not_found"], wrong.ErrorsOf("filter.status"));
        Assert.Equal(["not_found"], none.ErrorsOf("list"));
        Assert.Equal(["required"], lines.ErrorsOf("filter.batch"));
    }

    private static Task RecordAsync(ApiClient shop, string number) => shop.MadeAsync("/orders", new
    {
        externalId = number,
        placedAt = "2026-06-09T09:30:00+07:00",
        customer = new { id = "KH-" + number },
        lines = new[] { new { sku = "S", name = "=1+1", quantity = 1, unitPrice = 100_000, discount = 0 } },
        amounts = new { items = 100_000, shipping = 0, platformDiscount = 0, shopDiscount = 0, voucher = 0, points = 0, paid = 100_000 },
    });

    private async Task<ApiAnswer> ReadyAsync(ApiClient key, string id)
    {
        var changes = Channel.CreateUnbounded<bool>();
        using var subscription = portal.Get<ChangeNotifier>().Subscribe(
            change => changes.Writer.TryWrite(change.Topic == ChangeTopics.Export));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await key.GetAsync($"/exports/{id}");
            if (answer.Json["state"]!.GetValue<string>() == "ready")
                return answer;
            await changes.Reader.ReadAsync(patience.Token);
        }
    }
}
