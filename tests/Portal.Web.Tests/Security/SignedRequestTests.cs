using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Tests.Shared;
using Portal.Web.Tests.Api;

namespace Portal.Web.Tests.Security;

/// <summary>A portal of its own whose log can be read, and that ends signatures of version 1 at a known time.</summary>
public sealed class SigningPortal : ApiPortal
{
    public static readonly DateTimeOffset EndOfVersion1 = World.Start.AddDays(30);

    public RecordedLog Log { get; } = new();

    protected override IEnumerable<(string Name, string Value)> Settings =>
    [
        ("Security:SignatureV1Until", EndOfVersion1.ToString("O", CultureInfo.InvariantCulture)),
        ("Logging:LogLevel:Default", "Information"),
        ("Logging:Console:LogLevel:Default", "None"),
    ];

    protected override void Configure(IWebHostBuilder web) =>
        web.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Log));
}

/// <summary>Signatures of version 2 hold for one request and no other. The tests sign by themselves, as shops do.</summary>
public sealed class SignedRequestTests(SigningPortal portal) : IClassFixture<SigningPortal>
{
    private const string Header = "X-Portal-Signature";

    [Fact]
    public async Task The_same_event_for_two_orders_in_one_second_is_taken_for_both()
    {
        var (shop, secret) = await SigningShopAsync();
        var (one, two) = (await OrderAsync(shop, secret), await OrderAsync(shop, secret));
        var paid = Paid();

        var first = await SendAsync(shop, $"/orders/{one}/events", paid, V2(secret, "POST", $"/api/v1/orders/{one}/events", paid));
        var second = await SendAsync(shop, $"/orders/{two}/events", paid, V2(secret, "POST", $"/api/v1/orders/{two}/events", paid));

        Assert.True(first.Message.IsSuccessStatusCode, first.Text);
        Assert.True(second.Message.IsSuccessStatusCode, second.Text);
    }

    [Fact]
    public async Task What_was_signed_for_one_order_cannot_go_to_another()
    {
        var (shop, secret) = await SigningShopAsync();
        var (mine, other) = (await OrderAsync(shop, secret), await OrderAsync(shop, secret));
        var paid = Paid();
        var captured = V2(secret, "POST", $"/api/v1/orders/{mine}/events", paid);

        Assert.Equal("signature_wrong", (await SendAsync(shop, $"/orders/{other}/events", paid, captured)).Code);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/orders", "")]
    [InlineData("POST", "/api/v1/orders/", "")]
    [InlineData("POST", "/api/v1/orders?shopId=1", "")]
    [InlineData("POST", "/api/v1/orders", " ")]
    public async Task Method_path_query_and_body_are_all_bound(string method, string path, string more)
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Encoding.UTF8.GetBytes(portal.Order().ToJsonString());
        byte[] signed = [.. body, .. Encoding.UTF8.GetBytes(more)];

        Assert.Equal("signature_wrong", (await SendAsync(shop, "/orders", body, V2(secret, method, path, signed))).Code);
    }

    [Fact]
    public async Task The_path_is_signed_as_it_is_sent()
    {
        var (shop, secret) = await SigningShopAsync();
        var order = portal.Order();
        var number = order["externalId"] = $"Đ H {portal.Unique("ố")}";
        var body = Encoding.UTF8.GetBytes(order.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, "/orders", body, V2(secret, "POST", "/api/v1/orders", body))).Status);
        var path = $"/api/v1/orders/{Uri.EscapeDataString(number.GetValue<string>())}/events?unused=%20";
        var paid = Paid();

        var answer = await SendAsync(shop, path, paid, V2(secret, "POST", path, paid));

        // past the signature, to the complaint about the parameter
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Version_1_is_taken_until_its_day_and_then_refused_by_a_name_that_says_why()
    {
        var (shop, secret) = await SigningShopAsync();
        portal.Clock.MoveTo(SigningPortal.EndOfVersion1.AddSeconds(-1));
        var before = await SendOrderAsync();
        portal.Clock.MoveTo(SigningPortal.EndOfVersion1);
        var after = await SendOrderAsync();
        portal.Clock.MoveTo(World.Start);

        Assert.Equal(HttpStatusCode.Created, before.Status);
        Assert.Equal("signature_version_ended", after.Code);
        Assert.Equal("2026-07-10T05:00:00Z", after.Json["facts"]!["until"]!.GetValue<string>());

        Task<ApiAnswer> SendOrderAsync()
        {
            var body = Encoding.UTF8.GetBytes(portal.Order().ToJsonString());
            return SendAsync(shop, "/orders", body, $"t={Seconds},v1={Hex(secret, $"{Seconds}.", body)}");
        }
    }

    [Fact]
    public async Task A_refused_replay_is_one_quiet_line_in_the_log()
    {
        var (shop, secret) = await SigningShopAsync();
        var body = Encoding.UTF8.GetBytes(portal.Order().ToJsonString());
        var signature = V2(secret, "POST", "/api/v1/orders", body);
        await SendAsync(shop, "/orders", body, signature);
        portal.Log.Clear();

        var again = await SendAsync(shop, "/orders", body, signature);

        Assert.Equal("signature_replayed", again.Code);
        var line = Assert.Single(portal.Log.Lines, line => line.Text.Contains("had used before", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.DoesNotContain(portal.Log.Lines, line => line.Failure is not null || line.Level >= LogLevel.Warning);
        Assert.DoesNotContain(portal.Log.Lines, line => line.Text.Contains(signature[^64..], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_shops_guide_shows_a_signature_that_is_right()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/tracking.md"));
        var secret = Told(@"signing secret `(?<told>[^`]+)`");
        var (method, path) = (Told(@"\n(?<told>POST) /api/v1/orders/\S+/events"), Told(@"\nPOST (?<told>/api/v1/orders/\S+/events)"));
        var body = Told(@"\n(?<told>\{""id"":""DH-1001-1""[^\n]+\})\n");
        var seconds = Told(@"X-Portal-Signature: t=(?<told>\d+),v2=");

        Assert.Equal(Told(@",v2=(?<told>[0-9a-f]{64})"), Hex(secret, $"{seconds}.{method}.{path}.", Encoding.UTF8.GetBytes(body)));

        string Told(string pattern) =>
            Regex.Match(guide, pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture) is { Success: true } match
            ? match.Groups["told"].Value
            : throw new InvalidOperationException($"docs/tracking.md does not show {pattern}.");
    }

    private string Seconds => portal.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string V2(string secret, string method, string path, byte[] body) =>
        $"t={Seconds},v2={Hex(secret, $"{Seconds}.{method}.{path}.", body)}";

    private static string Hex(string secret, string before, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(before), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private byte[] Paid() =>
        Encoding.UTF8.GetBytes(
            $$"""{"id":"paid-1","type":"paid","occurredAt":"{{portal.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)}}"}""");

    private Task<ApiAnswer> SendAsync(ApiShop shop, string path, byte[] body, string signature) =>
        portal.With(shop.Key)
            .PostAsync(path.StartsWith("/api", StringComparison.Ordinal) ? path[ApiClient.Root.Length..] : path, body, (Header, signature));

    private async Task<string> OrderAsync(ApiShop shop, string secret)
    {
        var order = portal.Order();
        var body = Encoding.UTF8.GetBytes(order.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, "/orders", body, V2(secret, "POST", "/api/v1/orders", body))).Status);
        return order["externalId"]!.GetValue<string>();
    }

    private async Task<(ApiShop Shop, string Secret)> SigningShopAsync()
    {
        var shop = await portal.ShopAsync();
        var secret = await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { });
        Assert.Equal(HttpStatusCode.OK, (await portal.Operator.PatchAsync($"/shops/{shop.Id}", new { requiresSignature = true })).Status);
        return (shop, secret["secret"]!.GetValue<string>());
    }
}
