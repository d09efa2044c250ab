using System.Net;
using System.Text.Json.Nodes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>Measures, the parts of the readiness and the API's description are for whom the setting names.</summary>
public sealed class MonitoringTests : IAsyncLifetime
{
    private const string Key = "Zq3vN8tXw5KcRy1LbH0dGfS7mJp2UaEo";

    private static readonly string[] Guarded = ["/metrics", "/openapi/v1.json", "/api-docs/index.html"];

    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.CreateAsync();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task In_production_they_are_nobodys_unless_a_setting_says_whose()
    {
        await using var host = new AccountHost(world) { Environment = Production.Name };
        using var client = host.Open().Client;

        foreach (var path in Guarded.Append("/api-docs").Append("/metrics/").Append("/Metrics"))
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("", await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(["status"], await PartsOfReadinessAsync(client));
    }

    [Fact]
    public async Task A_key_opens_them_and_another_does_not()
    {
        await using var host = new AccountHost(world, ("Monitoring:Key", Key)) { Environment = Production.Name };
        using var client = host.Open().Client;

        client.DefaultRequestHeaders.Authorization = new("Bearer", Key[..^1] + "x");
        Assert.All(await StatusesAsync(client), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.Equal(["status"], await PartsOfReadinessAsync(client));

        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        Assert.All(await StatusesAsync(client), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(["status", "checks"], await PartsOfReadinessAsync(client));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    [InlineData("10.0.0.7", false)]
    public async Task Addresses_open_them_in_production(string addresses, bool open)
    {
        await using var portal = await PortalProcess.StartAsync(world, Production.Environment.Append(("Monitoring__Addresses", addresses)));
        using var client = Client(portal.Address);

        Assert.All(await StatusesAsync(client), status => Assert.Equal(open ? HttpStatusCode.OK : HttpStatusCode.NotFound, status));
    }

    [Fact]
    public async Task A_port_of_their_own_opens_them_and_the_public_one_does_not()
    {
        var port = FreePort();
        await using var portal = await PortalProcess.StartAsync(
            world, Production.Environment.Concat(
                [("Monitoring__Port", $"{port}"), ("ASPNETCORE_URLS", $"http://127.0.0.1:0;http://127.0.0.1:{port}")]));
        using var inside = Client(new Uri($"http://127.0.0.1:{port}"));
        using var outside = Client(
            portal.Address.Port == port ? throw new InvalidOperationException("The public port comes first.") : portal.Address);

        Assert.All(await StatusesAsync(inside), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(await StatusesAsync(outside), status => Assert.Equal(HttpStatusCode.NotFound, status));
    }

    [Fact]
    public async Task Elsewhere_this_machine_may_read_them()
    {
        await using var host = new AccountHost(world);
        using var client = host.Open().Client;

        Assert.All(await StatusesAsync(client), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(["status", "checks"], await PartsOfReadinessAsync(client));
    }

    [Fact]
    public async Task The_description_names_the_public_address_whatever_host_was_asked()
    {
        await using var host = new AccountHost(world, ("Portal:PublicUrl", Production.PublicUrl));
        using var client = host.CreateClient(new() { BaseAddress = new Uri("http://evil.example") });

        var document = await client.GetStringAsync("/openapi/v1.json");

        Assert.DoesNotContain("evil.example", document, StringComparison.Ordinal);
        Assert.Equal($"{Production.PublicUrl}/", JsonNode.Parse(document)!["servers"]!.AsArray().Single()!["url"]!.GetValue<string>());
    }

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Host = Production.Host;
        return client;
    }

    private static async Task<List<HttpStatusCode>> StatusesAsync(HttpClient client)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var path in Guarded)
        {
            using var answer = await client.GetAsync(path);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }

    private static async Task<string[]> PartsOfReadinessAsync(HttpClient client) =>
        [.. JsonNode.Parse(await client.GetStringAsync("/health/ready"))!.AsObject().Select(part => part.Key)];

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
