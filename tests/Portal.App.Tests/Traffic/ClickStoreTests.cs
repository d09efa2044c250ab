using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Traffic;

/// <summary>What both click stores promise, on each database.</summary>
public sealed class ClickStoreTests
{
    private static readonly DateOnly Today = new(2026, 6, 10);

    [DatabaseTheory]
    public async Task R1_1_A_click_keeps_everything_that_was_recorded(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("a");
        var full = world.Click(link) with
        {
            Kind = ClickKind.Prefetch,
            IpHash = [.. Enumerable.Range(1, 16).Select(i => (byte)i)],
            DeviceHash = new byte[16],
            Restored = true,
            UserAgent = "it's \"quoted\"; DROP TABLE Clicks; --",
            Referrer = "https://báo.vn/bài-viết?q=<script>",
        };
        var bare = world.Click(link) with { LinkId = null, PartnerId = null };

        world.Clicks.Insert([full, bare]);

        var read = (await world.Clicks.ByIdAsync([full.Id, bare.Id, 42], default)).OrderBy(click => click.Id).ToList();
        Assert.Equal(2, read.Count);
        Assert.Equivalent(full, read[0], strict: true);
        Assert.Equivalent(bare, read[1], strict: true);
        Assert.Equal(bare.Id, await world.Clicks.LastIdAsync(default));
    }

    [DatabaseTheory]
    public async Task An_empty_store_has_no_last_id(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);

        Assert.Equal(0, await world.Clicks.LastIdAsync(default));
        Assert.Empty(await world.Clicks.ByIdAsync([1], default));
        Assert.Empty(await world.Clicks.ByVisitorsAsync([], World.Start, World.Start, default));
    }

    [DatabaseTheory]
    public async Task R1_7_The_first_click_of_a_person_is_found_for_each_partner_and_programme(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (one, other) = (await world.StoredLinkAsync("a"), await world.StoredLinkAsync("b"));
        var (visitor, stranger) = (new VisitorId(7), new VisitorId(8));
        var robot = world.Click(one, visitor, World.Start.AddMinutes(-9), ClickKind.Bot);
        var first = world.Click(one, visitor, World.Start.AddMinutes(-8));
        var second = world.Click(one, visitor, World.Start.AddMinutes(-8)); // at the same time: the lower id came first
        var shops = world.Click(one, visitor, World.Start.AddMinutes(-7)) with { PartnerId = null };
        var others = world.Click(other, visitor, World.Start.AddMinutes(-6));
        var later = world.Click(other, visitor, World.Start.AddMinutes(-5));
        var strangers = world.Click(one, stranger, World.Start.AddMinutes(-20));
        world.Clicks.Insert([later, second, first, robot, others, shops, strangers]);

        var found = await world.Clicks.FirstsAsync([visitor], default);

        Assert.Equal([first.Id, shops.Id, others.Id], found.Select(click => click.Id).Order());
    }

    [DatabaseTheory]
    public async Task A_click_that_is_written_twice_is_one_click_and_counted_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("a");
        var click = world.Click(link);

        world.Clicks.Insert([click, click]);
        world.Clicks.Insert([click with { Restored = true }, world.Click(link)]);

        Assert.False(Assert.Single(await world.Clicks.ByIdAsync([click.Id], default)).Restored);
        Assert.Equal([new ClickDay(link.Id, Today, 2, 0)], await world.Clicks.DaysAsync([link.Id], Today, Today, default));
    }

    [DatabaseTheory]
    public async Task R1_5_A_visitors_clicks_are_those_from_the_start_to_before_the_end(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("a");
        var (one, other, stranger) = (VisitorId.New(world.Clock), VisitorId.New(world.Clock), VisitorId.New(world.Clock));
        var (from, to) = (World.Start.AddDays(-30), World.Start);
        var before = world.Click(link, one, from.AddMilliseconds(-1));
        var first = world.Click(link, one, from);
        var last = world.Click(link, one, to.AddMilliseconds(-1));
        var after = world.Click(link, one, to);
        var others = world.Click(link, other, to.AddDays(-1));
        world.Clicks.Insert([before, first, last, after, others, world.Click(link, stranger, from)]);

        var found = await world.Clicks.ByVisitorsAsync([one, other, one, VisitorId.New(world.Clock)], from, to, default);

        Assert.Equal([last.Id, first.Id], found.Where(click => click.VisitorId == one).Select(click => click.Id));
        Assert.Equal([others.Id], found.Where(click => click.VisitorId == other).Select(click => click.Id));
        Assert.Equal(3, found.Count);
    }

    [DatabaseTheory]
    public async Task R1_5_A_bound_between_two_milliseconds_takes_only_what_is_before_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var visitor = VisitorId.New(world.Clock);
        var click = world.Click(await world.StoredLinkAsync("a"), visitor, World.Start);
        world.Clicks.Insert([click]);
        var between = World.Start.AddTicks(1);

        Assert.Single(await world.Clicks.ByVisitorsAsync([visitor], World.Start.AddDays(-1), between, default));
        Assert.Empty(await world.Clicks.ByVisitorsAsync([visitor], between, World.Start.AddDays(1), default));
    }

    [DatabaseTheory]
    public async Task R1_4_Of_many_clicks_of_one_visitor_the_newest_are_looked_at(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("a");
        var visitor = VisitorId.New(world.Clock);
        var clicks = Enumerable.Range(0, 250).Select(i => world.Click(link, visitor, World.Start.AddSeconds(-i / 2))).ToList();
        world.Clicks.Insert(clicks);

        var found = await world.Clicks.ByVisitorsAsync([visitor], World.Start.AddDays(-1), World.Start.AddDays(1), default);

        var newest = clicks.OrderByDescending(click => click.At).ThenByDescending(click => click.Id).Take(IClickStore.NewestPerVisitor);
        Assert.Equal(newest.Select(click => click.Id), found.Select(click => click.Id));
    }

    [DatabaseTheory]
    public async Task Clicks_are_counted_on_their_local_day_people_apart_from_the_rest(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (link, other) = (await world.StoredLinkAsync("a"), await world.StoredLinkAsync("b"));
        var midnight = new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.FromHours(7));

        world.Clicks.Insert([world.Click(link, at: midnight.AddMilliseconds(-1)), world.Click(link, at: midnight)]);
        world.Clicks.Insert(
        [
            world.Click(link, at: midnight.AddHours(5)), world.Click(link, at: midnight, kind: ClickKind.Bot),
            world.Click(link, at: midnight, kind: ClickKind.Prefetch), world.Click(link, at: midnight, kind: ClickKind.Head),
            world.Click(other, at: midnight.AddDays(1)), world.Click(link) with { LinkId = null },
        ]);

        var days = await world.Clicks.DaysAsync([link.Id, other.Id], Today.AddDays(-1), Today, default);
        Assert.Equal([new(link.Id, Today.AddDays(-1), 1, 0), new(link.Id, Today, 2, 3)], days.OrderBy(day => day.Day));
        Assert.Equal([new ClickDay(other.Id, Today.AddDays(1), 1, 0)],
            await world.Clicks.DaysAsync([other.Id], Today, Today.AddDays(5), default));
    }

    [DatabaseTheory]
    public async Task Nodes_that_write_at_the_same_time_lose_no_click_and_no_count(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite) return; // one process owns the file
        await using var world = await World.CreateAsync(provider);
        var links = new[] { await world.StoredLinkAsync("a"), await world.StoredLinkAsync("b"), await world.StoredLinkAsync("c") };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(node => Task.Run(() =>
        {
            for (var batch = 0; batch < 25; batch++)
                world.Clicks.Insert([.. Enumerable.Range(0, 9).Select(i => world.Click(links[(i + node) % 3]))]);
        })));

        var days = await world.Clicks.DaysAsync([.. links.Select(link => link.Id)], Today, Today, default);
        Assert.All(days, day => Assert.Equal(300, day.Humans));
        Assert.Equal(3, days.Count);
    }

    [Fact]
    public async Task Reads_of_clicks_translate_for_SQL_Server()
    {
        var offline = new OfflineSqlServer();
        var store = new ServerClickStore(DatabaseProvider.SqlServer, "Server=offline", new OfflineContexts(offline));

        Assert.Equal(0, await store.LastIdAsync(default));
        Assert.Empty(await store.ByIdAsync([1, 2], default));
        Assert.Empty(await store.ByVisitorsAsync([new VisitorId(1), new VisitorId(2)], World.Start, World.Start, default));
        Assert.Empty(await store.FirstsAsync([new VisitorId(1), new VisitorId(2)], default));
        Assert.Empty(await store.DaysAsync([Guid.Empty], Today, Today, default));
        Assert.Empty(await store.FloodsAsync(World.Start, 1, 1, default));
        Assert.Equal(7, offline.Commands.Count);
        Assert.All(offline.Commands, command => Assert.Null(SqlServerScript.Wrong(command.Text)));
    }

    [Fact]
    public void What_writes_clicks_into_SQL_Server_is_read_by_its_parser_and_locks_nothing_that_is_not_there()
    {
        foreach (var script in (string[])[SqlServerClicks.MakeFresh, SqlServerClicks.TakeFresh])
        {
            Assert.Null(SqlServerScript.Wrong(script));
            Assert.DoesNotContain("HOLDLOCK", script, StringComparison.Ordinal);
        }
    }
}
