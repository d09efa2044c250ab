using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Tests.Api;

/// <summary>A caller whose order finds no room is told to come back, and loses nothing by it.</summary>
[Collection(ApiCollection.Name)]
public sealed class FullDiskTests(ApiPortal portal)
{
    [Fact]
    public async Task R1_11_An_order_that_finds_the_disk_full_is_taken_under_its_key_once_there_is_room()
    {
        var caller = portal.With((await portal.ShopAsync()).Key);
        var (key, order) = (portal.Unique("key"), LongOrder());
        var number = order["externalId"]!.GetValue<string>();
        ApiAnswer full;
        portal.Disk.IsFull = true;
        try
        {
            full = await caller.PostAsync("/orders", order, ("Idempotency-Key", key));
        }
        finally
        {
            portal.Disk.IsFull = false;
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (full.Status, full.Code));
        Assert.Equal("application/problem+json", full.Message.Content.Headers.ContentType!.MediaType);
        Assert.True(full.Message.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(0, await StoredAsync(number));

        var room = await caller.PostAsync("/orders", order, ("Idempotency-Key", key));
        var again = await caller.PostAsync("/orders", order, ("Idempotency-Key", key));

        Assert.Equal((HttpStatusCode.Created, false), (room.Status, room.IsReplay));
        Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.IsReplay));
        Assert.Equal(room.Text, again.Text);
        Assert.Equal(1, await StoredAsync(number));
    }

    private async Task<int> StoredAsync(string number)
    {
        await using var db = await portal.DbAsync();
        return await db.Orders.CountAsync(order => order.ExternalId == number);
    }

    /// <summary>One order that needs pages of its own: a short one fits into what the file has already.</summary>
    private JsonObject LongOrder()
    {
        const int lines = 100;
        var order = portal.Order();
        order["lines"] = new JsonArray([.. Enumerable.Range(0, lines).Select(i => new JsonObject
        {
            ["sku"] = $"SIM-{i}",
            ["name"] = new string('x', 200),
            ["quantity"] = 1,
            ["unitPrice"] = 1_000,
        })]);
        order["amounts"] = new JsonObject { ["items"] = lines * 1_000, ["paid"] = lines * 1_000 };
        return order;
    }
}
