using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Traffic;

/// <summary>A click that the disk refused comes back with its token (R1.3).</summary>
public sealed class RestoreClicksTests
{
    [DatabaseTheory]
    public async Task R1_3_A_click_that_was_never_stored_is_made_again_from_its_token_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("a");
        var lost = Facts(world.Click(link));

        var first = await world.Get<RestoreClicks>().RunAsync([lost, lost], default);
        var second = await world.Get<RestoreClicks>().RunAsync([lost], default);

        var click = Assert.Single(first.MadeAgain);
        Assert.True(click.Restored);
        Assert.Empty(second.MadeAgain);
        Assert.Equal((lost.Id, lost.At, lost.VisitorId, link.PartnerId), (click.Id, click.At, click.VisitorId, click.PartnerId));
        Assert.Equivalent(click, Assert.Single(second.All));
        Assert.Equal(1, Assert.Single(await world.Clicks.DaysAsync([link.Id], new(2026, 6, 10), new(2026, 6, 10), default)).Humans);
    }

    [Fact]
    public async Task R1_3_A_stored_click_is_answered_as_it_was_stored()
    {
        await using var world = await World.CreateAsync();
        var click = world.Click(await world.StoredLinkAsync("a")) with { UserAgent = "Firefox" };
        world.Clicks.Insert([click]);

        var found = await world.Get<RestoreClicks>().RunAsync([Facts(click)], default);

        Assert.Equivalent(click, Assert.Single(found.All), strict: true);
    }

    [Fact]
    public async Task R1_3_A_token_whose_link_is_unknown_restores_nothing()
    {
        await using var world = await World.CreateAsync();
        var click = world.Click(await world.StoredLinkAsync("a"));

        var found = await world.Get<RestoreClicks>()
            .RunAsync([Facts(click) with { LinkId = Guid.Empty }, Facts(click) with { Id = 7, LinkId = null }], default);

        Assert.Empty(found.All);
    }

    [Fact]
    public async Task R1_3_A_click_that_a_full_disk_refused_is_restored_when_there_is_room_again()
    {
        await using var world = await World.CreateAsync();
        var directory = world.Get<LinkDirectory>();
        var link = await world.StoredLinkAsync("a");
        var file = Path.Combine(world.Settings.Data.Directory, "small.db");
        var refused = new List<ClickRecord>();

        using (var small = new SqliteClickStore(file, limitMegabytes: 1))
        using (var writer = Writer(world, small))
        {
            while (refused.Count == 0)
            {
                var clicks = Enumerable.Range(0, 500).Select(_ => world.Click(link) with { UserAgent = new string('x', 250) }).ToList();
                var answers = await Task.WhenAll(clicks.Select(click => writer.RecordAsync(click)));
                refused.AddRange(clicks.Where((_, i) => !answers[i]));
            }

            Assert.Equal(13, Assert.Throws<SqliteException>(() => small.Insert(refused)).SqliteErrorCode);
        }

        SqliteConnection.ClearAllPools();
        using var large = new SqliteClickStore(file);
        using var again = Writer(world, large);
        var stored = await large.ByIdAsync([.. refused.Select(click => click.Id)], default);
        Assert.Empty(stored);

        await new RestoreClicks(large, again, directory, world.Get<IMeterFactory>()).RunAsync([.. refused.Select(Facts)], default);

        Assert.Equal(refused.Count, (await large.ByIdAsync([.. refused.Select(click => click.Id)], default)).Count);
    }

    private static ClickWriter Writer(World world, IClickStore store) => new(
        store, new TrackingSettings(), TimeProvider.System, world.Get<IMeterFactory>(), NullLogger<ClickWriter>.Instance);

    private static ClickFacts Facts(ClickRecord click) =>
        new(click.Id, click.LinkId, click.VisitorId, click.At, click.Kind, Recorded: false);
}
