using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.Web.Tests.Api;

[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiPortal>
{
    public const string Name = "api";
}

/// <summary>
/// The whole portal in process, on a SQLite database of its own and with a clock that stands still, spoken to over HTTP by
/// keys. Each test makes shops and partners of its own, so that all can share one portal.
/// </summary>
public class ApiPortal : IAsyncLifetime
{
    public const string FirstKey = "the operator's first key, for tests only";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-api-");
    private TestDatabase database = null!;
    private WebApplicationFactory<Program> host = null!;
    private int made;

    public TestClock Clock { get; } = new(World.Start);

    public FullDisk Disk { get; } = new();

    /// <summary>The operator with their first key.</summary>
    public ApiClient Operator { get; private set; } = null!;

    /// <summary>A service of the portal, for what no call of the API does.</summary>
    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public Task<PortalDb> DbAsync() => host.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();

    protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    /// <summary>True for tests of what only a real server does to a request; the others speak to it in memory.</summary>
    protected virtual bool OnKestrel => false;

    /// <summary>Every endpoint of the API.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiClient.Root, StringComparison.Ordinal));

    /// <summary>What else a portal of its own kind needs.</summary>
    protected virtual void Configure(IWebHostBuilder web)
    {
    }

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        host = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseContentRoot(Path.Combine(Repository.Root, "src/Portal.Web"));
            web.UseEnvironment("Development");
            web.UseSetting("ConnectionStrings:Portal", database.ConnectionString);
            web.UseSetting("Data:Directory", directory.FullName);
            web.UseSetting("Demo:Seed", "false");
            web.UseSetting("Portal:BootstrapAdminKey", FirstKey);
            web.UseSetting("Portal:PublicUrl", "https://portal.example/");
            web.UseSetting("Logging:LogLevel:Default", "Warning");
            foreach (var (name, value) in Settings)
                web.UseSetting(name, value);
            web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock)
                .ConfigureDbContext<PortalDb>(options => options.AddInterceptors(Disk)));
            if (OnKestrel)
                web.UseSetting("urls", "http://127.0.0.1:0"); // the portal's own choice of a port may be taken
            Configure(web);
        });
        if (OnKestrel)
        {
            host.UseKestrel(0);
            host.StartServer();
        }

        Operator = With(FirstKey);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>A caller with this key, or with none.</summary>
    public ApiClient With(string? key) => new(host.CreateClient(
        new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = host.ClientOptions.BaseAddress }), key);

    /// <summary>A text that no other test has.</summary>
    public string Unique(string start) => $"{start}-{Interlocked.Increment(ref made)}";

    /// <summary>A shop with one host and a key of its own.</summary>
    public async Task<ApiShop> ShopAsync(string host = "shop.example")
    {
        var code = Unique("shop");
        var shop = await Operator.MadeAsync(
            "/shops", new { code, name = "Cửa hàng", kind = "individual", openedOn = "2020-01-01", hosts = new[] { host } });
        return new ApiShop(Id(shop), code, await KeyAsync(new { name = "shop", shopId = Id(shop) }));
    }

    /// <summary>An affiliate programme of the shop.</summary>
    public async Task<string> ProgrammeAsync(ApiShop shop, string template = "shop-affiliate", object? settings = null)
    {
        var code = Unique("programme");
        await Operator.MadeAsync("/programs", new { shopId = shop.Id, code, name = "Chương trình", template, settings });
        return code;
    }

    /// <summary>A partner of the programmes, with a key of their own, verified unless said otherwise.</summary>
    public async Task<ApiPartner> PartnerAsync(string[] programmes, bool verified = true)
    {
        var number = Interlocked.Increment(ref made);
        var partner = await Operator.MadeAsync(
            "/partners", new
            {
                name = "Nguyễn Văn A",
                email = $"ctv{number}@example.vn",
                phone = $"090{number:0000000}",
                programs = programmes
            });
        var id = Id(partner);
        if (verified)
            partner = (await Operator.PostAsync(
                $"/partners/{id}/verification", new { identity = "approved", agreementSigned = true })).Json;
        return new ApiPartner(id, partner["referralCode"]?.GetValue<string>(), await KeyAsync(new { name = "partner", partnerId = id }));
    }

    /// <summary>Somebody else of finance, who approves.</summary>
    public async Task<ApiClient> ApproverAsync(string person = "duyet@example.vn") =>
        With(await KeyAsync(new { name = "approver", scopes = new[] { "finance-approve" }, person }));

    /// <summary>A key's secret.</summary>
    public async Task<string> KeyAsync(object key) => (await Operator.MadeAsync("/keys", key))["key"]!.GetValue<string>();

    /// <summary>A good order of one line of 100,000 đồng, for tests to spoil.</summary>
    public JsonObject Order(string? visitor = null) => JsonSerializer.SerializeToNode(new
    {
        externalId = Unique("DH"),
        placedAt = Clock.GetUtcNow(),
        customer = new { id = "KH-1", email = "khach@example.vn", phone = "+84912345678", deviceId = "d-1" },
        attribution = new { clickId = (string?)null, visitorId = visitor, referralCode = (string?)null },
        lines = new[] { new { sku = "SIM-1", name = "Gói cước", category = "data", quantity = 1, unitPrice = 100_000, discount = 0 } },
        amounts = new
        {
            items = 100_000,
            shipping = 15_000,
            platformDiscount = 25_000,
            shopDiscount = 0,
            voucher = 0,
            points = 0,
            paid = 90_000
        },
    })!.AsObject();

    public static string Id(JsonNode made) => made["id"]!.GetValue<string>();
}

public sealed record ApiShop(string Id, string Code, string Key);

public sealed record ApiPartner(string Id, string? ReferralCode, string Key);

/// <summary>An answer, read whole.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => Json["code"]?.GetValue<string>();

    /// <summary>The codes that the field was refused with.</summary>
    public string[] ErrorsOf(string field) =>
        Json["errors"]?[field]?.AsArray().Select(error => error!["code"]!.GetValue<string>()).ToArray() ?? [];

    public bool IsReplay => Message.Headers.Contains("Idempotency-Replayed");
}

/// <summary>A caller of the API.</summary>
public sealed class ApiClient(HttpClient http, string? key)
{
    public const string Root = "/api/v1";

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<ApiAnswer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, Content(body));

    public Task<ApiAnswer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Content(body), headers);

    /// <summary>What was made; anything but 201 fails the test.</summary>
    public async Task<JsonNode> MadeAsync(string path, object body)
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    public async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? Root + path : path) { Content = content };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await http.SendAsync(request);
        return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    /// <summary>Bytes as they are, a text as it is, anything else as JSON.</summary>
    public static HttpContent Content(object body)
    {
        var bytes = body switch
        {
            byte[] raw => raw,
            string text => Encoding.UTF8.GetBytes(text),
            JsonNode node => Encoding.UTF8.GetBytes(node.ToJsonString()),
            _ => JsonSerializer.SerializeToUtf8Bytes(body),
        };
        return new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/json" } } };
    }
}
