using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.App.Tests.Security;

/// <summary>R10.3, looked at from outside: what the real process leaves on the disk and in its log.</summary>
public sealed class RawValuesTests
{
    private const string Ip = "203.0.113.201";
    private const string Email = "Khach.Hang.77@example.vn";
    private const string Phone = "0987 654 321";
    private const string OtherPhone = "0976543218";
    private const string Device = "Thiet-Bi-5f0c77e1";
    private const string AppDevice = "Ung-Dung-91ab33d2";
    private const string Agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";

    /// <summary>Each value as it was sent, and in every spelling that the portal brings it to.</summary>
    private static readonly string[] Raw =
    [
        Ip, Email, Phone, "0987654321", "+84987654321", "84987654321", OtherPhone, "+84976543218", Device, AppDevice,
    ];

    [Fact]
    public async Task R10_3_After_an_order_and_clicks_no_phone_device_address_or_email_is_on_the_disk_or_in_the_log()
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var link = await world.HasLinkAsync(await world.HasPartnerAsync(programme), programme);

        var log = await BuyAsync(world, shop, link);

        await using (var db = await world.DbAsync())
        {
            var order = await db.Orders.SingleAsync();
            Assert.Equal(world.Get<PortalKeys>().Hash("phone", "+84987654321"), order.PhoneHash);
            Assert.Equal(world.Get<PortalKeys>().Hash("device", Device), order.DeviceHash);
            Assert.NotNull(order.ClickId);
        }

        var files = Directory.GetFiles(world.Settings.Data.Directory, "*", SearchOption.AllDirectories).ToList();
        files.Add(new SqliteConnectionStringBuilder(world.Settings.ConnectionStrings.Portal).DataSource);
        var clicks = files.Single(file => Path.GetFileName(file) == "clicks.db");
        Checkpoint(clicks);
        Checkpoint(files[^1]);

        // that the scan sees what is there
        Assert.True(Holds(files[^1], "DH-raw-1"));
        Assert.True(Holds(clicks, Agent));

        Assert.All(files.Where(File.Exists), file => Assert.All(Raw, value => Assert.False(Holds(file, value), $"{file} holds {value}")));
        Assert.All(Raw, value => Assert.DoesNotContain(value, log, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// A visitor clicks and buys; the shop reports a click in its app, the order, twice, once with another phone, and one that is wrong.
    /// What the portal logged.
    /// </summary>
    private static async Task<string> BuyAsync(World world, Shop shop, Link link)
    {
        var key = (await world.Get<CreateApiKey>().RunAsync(world.Admin, new CreateApiKey.Input("Kho", shop.Id), default)).Value.Key;
        await using var portal = await PortalProcess.StartAsync(
            world, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("Logging__LogLevel__Default", "Information"));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Ip);

        using var clicked = await client.GetAsync($"/r/{link.Code}");
        Assert.Equal(HttpStatusCode.Redirect, clicked.StatusCode);
        var token = clicked.Headers.Location!.Query.Split("pclk=")[1];

        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var now = TimeProvider.System.GetUtcNow();
        await SendAsync("clicks", "click-1", new { visitorId = "khach-1", occurredAt = now, linkCode = link.Code, deviceId = AppDevice },
            HttpStatusCode.OK, HttpStatusCode.Created);
        await SendAsync("orders", "order-1", Order(Phone), HttpStatusCode.Created);
        await SendAsync("orders", "order-2", Order(Phone), HttpStatusCode.OK);
        await SendAsync("orders", "order-3", Order(OtherPhone), HttpStatusCode.Conflict);
        await SendAsync("orders", "order-4", Order(OtherPhone, "DH-raw-2", paid: 1), HttpStatusCode.UnprocessableEntity,
            HttpStatusCode.BadRequest);
        await portal.StopAsync();
        return portal.Output;

        object Order(string phone, string number = "DH-raw-1", long paid = 100_000) => new
        {
            externalId = number,
            placedAt = now,
            customer = new { id = "KH-1", email = Email, phone, deviceId = Device },
            attribution = new { clickId = token },
            lines = new[] { new { sku = "SIM-1", name = "Gói cước", category = "data", quantity = 1, unitPrice = 100_000 } },
            amounts = new { items = 100_000, paid },
        };

        async Task SendAsync(string what, string call, object body, params HttpStatusCode[] expected)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{what}") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", call);
            using var answer = await client.SendAsync(request);
            Assert.True(expected.Contains(answer.StatusCode), $"{call}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static void Checkpoint(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        checkpoint.ExecuteNonQuery();
    }

    /// <summary>
    /// Whether the bytes are in the file, as it came and in lower or upper case, in the encodings that a database may use.
    /// </summary>
    private static bool Holds(string file, string value)
    {
        var bytes = File.ReadAllBytes(file);
        string[] spellings = [value, value.ToLowerInvariant(), value.ToUpperInvariant()];
        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode];
        return spellings.Any(spelling => encodings.Any(encoding => bytes.AsSpan().IndexOf(encoding.GetBytes(spelling)) >= 0));
    }
}
