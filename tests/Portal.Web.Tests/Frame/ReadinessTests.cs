using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.TestHost;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Platform.Workers;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Frame;

/// <summary>What the portal does by itself and has not done is seen where its operators look, with its age.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.CreateAsync();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Work_that_fails_for_long_is_told_with_its_age_and_takes_no_node_out_of_service()
    {
        await using var host = new AccountHost(world);
        using var client = host.Open().Client;
        Assert.Equal(("Healthy", 0, null), await WorkAsync(client, "failingSince"));

        var since = world.Clock.GetUtcNow();
        await world.Get<FailedWork>()
            .NoteAsync(new WorkItem(WorkKind.Import, Guid.CreateVersion7(), "x"), new InvalidOperationException("Poisoned."), default);
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(("Healthy", 1, since), await WorkAsync(client, "failingSince"));
        world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(("Degraded", 1, since), await WorkAsync(client, "failingSince"));
    }

    [Fact]
    public async Task Orders_that_nobody_decides_again_are_told_with_their_age()
    {
        await using var host = new AccountHost(world).WithWebHostBuilder(
            web => web.ConfigureTestServices(
                services => services.Remove(services.Single(service => service.ImplementationType == typeof(ReevaluationWorker)))));
        using var client = host.CreateClient();
        var due = world.Clock.GetUtcNow() - TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(10);
        await using (var db = await world.DbAsync())
        {
            db.ReevaluationRequests.Add(new ReevaluationRequest
            {
                Id = Guid.CreateVersion7(),
                By = ReevaluateBy.Shop,
                Key = [],
                ShopId = (await world.HasShopAsync()).Id,
                AfterPlacedAt = DateTimeOffset.UnixEpoch,
                AfterExternalId = "",
                All = true,
                Cause = DecisionCauses.ProgrammeAdded,
                DueAt = due,
                CreatedAt = due,
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal(("Degraded", 0, due), await WorkAsync(client, "overdueSince"));
    }

    private static async Task<(string? Status, int Failing, DateTimeOffset? Since)> WorkAsync(HttpClient client, string since)
    {
        using var answer = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var work = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"]!["work"]!;
        return (work["status"]!.GetValue<string>(), work["failing"]!.GetValue<int>(), work[since]?.GetValue<DateTimeOffset>());
    }
}
