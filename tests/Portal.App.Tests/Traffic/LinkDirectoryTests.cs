using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Traffic;

public sealed class LinkDirectoryTests
{
    [DatabaseTheory]
    public async Task R1_3_A_link_works_the_moment_its_maker_has_it_in_any_case(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var directory = world.Get<LinkDirectory>();
        await directory.LoadAsync(default);

        var link = await world.StoredLinkAsync("abc", "https://shop.example/x");

        var found = await directory.FindAsync("aBC");
        Assert.Equal((link.Id, link.PartnerId, link.ProgrammeId, "https://shop.example/x", false),
            (found!.LinkId, found.PartnerId, found.ProgrammeId, found.DestinationUrl, found.Paused));
        Assert.Null(await directory.FindAsync("ab"));
        Assert.Null(await directory.FindAsync(""));
    }

    [DatabaseTheory]
    public async Task A_link_stops_the_moment_it_is_paused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var directory = world.Get<LinkDirectory>();
        var link = await world.StoredLinkAsync("abc");
        Assert.False((await directory.FindAsync("abc"))!.Paused);

        await world.PauseStoredLinkAsync(link);

        Assert.True((await directory.FindAsync("abc"))!.Paused);
    }

    [DatabaseTheory]
    public async Task Links_made_before_the_start_are_all_loaded(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var link = await world.StoredLinkAsync("first");
        await using (var db = await world.DbAsync())
        {
            // more than one page
            db.Links.AddRange(Enumerable.Range(0, 5_100).Select(i => new Link
            {
                Id = Guid.CreateVersion7(),
                Code = $"n{i}",
                PartnerId = link.PartnerId,
                ProgrammeId = link.ProgrammeId,
                Kind = link.Kind,
                DestinationUrl = link.DestinationUrl,
                SearchText = "",
                CreatedAt = link.CreatedAt,
            }));
            await db.SaveChangesAsync();
        }

        using var directory = NewDirectory(world, new ChangeNotifier());
        await directory.LoadAsync(default);

        Assert.NotNull(await directory.FindAsync("first"));
        Assert.NotNull(await directory.FindAsync("n0"));
        Assert.NotNull(await directory.FindAsync("n5099"));
    }

    [DatabaseTheory]
    public async Task Another_node_learns_of_links_from_the_change_table(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var notifier = new ChangeNotifier();
        using var elsewhere = NewDirectory(world, notifier);
        await elsewhere.LoadAsync(default);
        using var reader = new ChangeReader(
            world.Get<IDbContextFactory<PortalDb>>(), notifier, world.Clock, NullLogger<ChangeReader>.Instance);
        await reader.StartAsync(default);

        var link = await world.StoredLinkAsync("abc");
        await Until(async () => await elsewhere.FindAsync("abc") is { Paused: false });
        await world.PauseStoredLinkAsync(link);
        await Until(async () => await elsewhere.FindAsync("abc") is { Paused: true });

        await reader.StopAsync(default);
    }

    [Fact]
    public async Task R10_1_A_new_window_holds_for_clicks_from_its_date_on()
    {
        await using var world = await World.CreateAsync();
        var directory = world.Get<LinkDirectory>();
        var link = await world.StoredLinkAsync("abc", windowDays: 7);
        Assert.Equal(TimeSpan.FromDays(7), (await directory.FindAsync("abc"))!.WindowAt(World.Start));

        await world.StoredWindowAsync(link.ProgrammeId, World.Start.AddDays(1), 45);

        var found = (await directory.FindAsync("abc"))!;
        Assert.Equal(TimeSpan.FromDays(7), found.WindowAt(World.Start.AddDays(1).AddTicks(-1)));
        Assert.Equal(TimeSpan.FromDays(45), found.WindowAt(World.Start.AddDays(1)));
        Assert.Equal(TimeSpan.FromDays(45), directory.LongestWindow);
    }

    private static LinkDirectory NewDirectory(World world, ChangeNotifier notifier) =>
        new(world.Get<IDbContextFactory<PortalDb>>(), notifier, world.Clock, NullLogger<LinkDirectory>.Instance);

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await holds()) return;
            await Task.Delay(50);
        }

        Assert.Fail("It did not become true within ten seconds.");
    }
}
