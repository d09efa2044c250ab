using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>Whoever asked for what they may not do is in the audit log, and every log line says when and in which request.</summary>
public sealed partial class DenialTests(AccountPortal portal) : IClassFixture<AccountPortal>
{
    private readonly World world = portal.World;
    private readonly AccountHost host = portal.Host;

    [Fact]
    public async Task R10_4_A_page_that_the_role_may_not_open_leaves_a_record_of_who_and_which()
    {
        var person = await world.PersonAsync(Role.ShopOwner);
        var browser = await host.SignInAsync(person);

        foreach (var path in (string[])["/admin/users?q=secret", "/admin/keys", "/finance/batches"])
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).StatusCode);

        await using var db = await world.DbAsync();
        var records = await db.AuditRecords.AsNoTracking()
            .Where(record => record.ActorId == person.UserId && record.Action == AuditActions.Denied).ToListAsync();
        Assert.Equal(["GET /admin/keys", "GET /admin/users", "GET /finance/batches"],
            records.Select(record => What().Match(record.After!).Groups[1].Value).Order());
    }

    [Fact]
    public async Task R10_4_A_call_that_the_key_may_not_make_leaves_a_record_of_the_key_and_the_endpoint()
    {
        var shop = await world.HasShopAsync();
        var made = await world.Get<CreateApiKey>()
            .RunAsync(world.Admin, new CreateApiKey.Input("Đọc đơn", ShopId: shop.Id, Scopes: ["orders:read"]), default);
        var client = host.Open().Client;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Value.Key);

        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/v1/keys", new { name = "Khóa khác" })).StatusCode);

        await using var db = await world.DbAsync();
        var record = Assert.Single(await db.AuditRecords.AsNoTracking()
            .Where(row => row.ActorId == made.Value.Id && row.Action == AuditActions.Denied).ToListAsync());
        Assert.Equal("Đọc đơn", record.Actor);
        Assert.StartsWith("POST /api/v1/keys", What().Match(record.After!).Groups[1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_of_the_log_says_when_and_a_requests_lines_say_which()
    {
        await using var own = await World.CreateAsync(forProcesses: true);
        await using var process = await PortalProcess.StartAsync(own, ("Logging__LogLevel__Microsoft.AspNetCore.Hosting", "Information"));
        using var client = new HttpClient { BaseAddress = process.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await client.SendAsync(request);
        await process.StopAsync();

        var entries = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => Level().IsMatch(line)).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, line => Assert.Matches(Time(), line));
        Assert.Contains(entries, line => line.Contains("TraceId:0af7651916cd43dd8448eb211c80319c", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"what\":\"([^\"]+)\"")]
    private static partial Regex What();

    [GeneratedRegex(@"\b(info|warn|fail|crit): ")]
    private static partial Regex Level();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warn|fail|crit): ")]
    private static partial Regex Time();
}
