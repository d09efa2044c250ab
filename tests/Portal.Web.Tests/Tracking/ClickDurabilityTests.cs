using System.Collections.Concurrent;
using System.Net;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Tracking;

/// <summary>What a click's answer promises, shown on the real process: it is killed, and its disk is full.</summary>
public sealed class ClickDurabilityTests
{
    private const int Connections = 32;

    [DatabaseTheory]
    public async Task R1_1_Every_click_that_was_answered_is_in_the_database_after_kill_9(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.StoredLinkAsync("abc");
        var (rounds, clicks) = LongRun.IsOn ? (5, 20_000) : (2, 1_500);

        for (var round = 0; round < rounds; round++)
        {
            ConcurrentBag<long> answered = [];
            await using (var portal = await PortalProcess.StartAsync(world))
            {
                using var client = Client(portal);
                var load = Enumerable.Range(0, Connections).Select(_ => LoadAsync(world, client, answered)).ToList();
                while (answered.Count < clicks) await Task.Delay(5);
                await portal.KillAsync();
                await Task.WhenAll(load);
            }

            Assert.True(answered.Count >= clicks);
            Assert.Empty(await MissingAsync(world, answered));
        }

        await using var again = await PortalProcess.StartAsync(world);
        using var after = Client(again);
        using var answer = await after.GetAsync("/r/abc");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task R1_1_Stopping_the_portal_under_load_loses_no_answered_click()
    {
        await using var world = await World.CreateAsync();
        await world.StoredLinkAsync("abc");
        ConcurrentBag<long> answered = [];

        await using (var portal = await PortalProcess.StartAsync(world))
        {
            using var client = Client(portal);
            var load = Enumerable.Range(0, Connections).Select(_ => LoadAsync(world, client, answered)).ToList();
            while (answered.Count < 500) await Task.Delay(5);
            await portal.StopAsync();
            await Task.WhenAll(load);
        }

        Assert.Empty(await MissingAsync(world, answered));
    }

    [Fact]
    public async Task R1_3_With_a_full_disk_customers_are_still_sent_on_and_their_clicks_come_back()
    {
        await using var world = await World.CreateAsync();
        await world.StoredLinkAsync("abc");
        List<(string Token, ClickFacts Facts)> lost = [];

        await using (var portal = await PortalProcess.StartAsync(world, ("Tracking__ClickFileMegabytes", "1")))
        {
            using var client = Client(portal);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 " + new string('x', 200));
            for (var i = 0; i < 200 && lost.Count < 10; i++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ClickAsync(world, client)));
                Assert.All(answers, answer => Assert.NotNull(answer));
                lost.AddRange(answers.Select(answer => answer!.Value).Where(answer => !answer.Facts.Recorded));
            }

            Assert.True(lost.Count >= 10, "The file never filled.");
        }

        Assert.Equal(lost.Count, (await MissingAsync(world, lost.Select(click => click.Facts.Id))).Count);

        // There is room again, and the customers come back with the cookies that they were given.
        await using (var portal = await PortalProcess.StartAsync(world))
        {
            using var client = Client(portal);
            foreach (var (token, facts) in lost)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/r/abc");
                request.Headers.Add("Cookie", $"pvid={facts.VisitorId}; pclk={token}");
                using var answer = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            }

            await portal.StopAsync();
        }

        Assert.Empty(await MissingAsync(world, lost.Select(click => click.Facts.Id)));
    }

    private static HttpClient Client(PortalProcess portal) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = Connections })
        {
            BaseAddress =
            portal.Address
        };

    /// <summary>Clicks until the portal is gone; notes each click whose answer says that it is recorded.</summary>
    private static async Task LoadAsync(World world, HttpClient client, ConcurrentBag<long> answered)
    {
        while (true)
        {
            try
            {
                if (await ClickAsync(world, client) is { Facts.Recorded: true } click) answered.Add(click.Facts.Id);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task<(string Token, ClickFacts Facts)?> ClickAsync(World world, HttpClient client)
    {
        using var answer = await client.GetAsync("/r/abc");
        if (answer.StatusCode != HttpStatusCode.Redirect) return null;
        var token = answer.Headers.Location!.OriginalString.Split("pclk=")[1];
        Assert.True(world.Get<ClickTokens>().TryRead(token, out var facts));
        return (token, facts);
    }

    private static async Task<List<long>> MissingAsync(World world, IEnumerable<long> ids)
    {
        var missing = ids.ToHashSet();
        foreach (var chunk in missing.ToList().Chunk(1_000))
            missing.ExceptWith((await world.Clicks.ByIdAsync(chunk, default)).Select(click => click.Id));
        return [.. missing];
    }
}
