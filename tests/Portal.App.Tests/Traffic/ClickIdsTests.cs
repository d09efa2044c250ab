using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Traffic;

public sealed class ClickIdsTests
{
    private readonly TestClock clock = new(World.Start);

    [Fact]
    public void R1_4_The_later_recorded_click_has_the_higher_id_within_one_millisecond()
    {
        var ids = new ClickIds(clock, 7);

        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();

        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void R1_4_Ids_go_on_when_the_clock_goes_back()
    {
        var ids = new ClickIds(clock, 7);
        var before = ids.Next();
        clock.Advance(TimeSpan.FromHours(-1));

        Assert.True(ids.Next() > before);
    }

    [Fact]
    public void Ids_after_a_restart_are_above_those_stored_though_the_clock_was_set_back()
    {
        var before = new ClickIds(clock, 1023);
        var stored = Enumerable.Range(0, 5_000).Select(_ => before.Next()).Max();
        clock.Advance(TimeSpan.FromDays(-400));

        var after = new ClickIds(clock, 0);
        after.StartAfter(stored);

        Assert.True(after.Next() > stored);
    }

    [Fact]
    public async Task Ids_made_on_many_threads_and_two_nodes_are_all_different()
    {
        var nodes = new[] { new ClickIds(clock, 1), new ClickIds(clock, 2) };

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => Enumerable.Range(0, 5_000).Select(_ => nodes[i % 2].Next()).ToArray())));

        Assert.Equal(40_000, made.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public void Ids_stay_positive_until_2089()
    {
        clock.MoveTo(new DateTimeOffset(2089, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.True(new ClickIds(clock, 1023).Next() > 0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void A_node_outside_ten_bits_is_refused(int node) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClickIds(clock, node));
}
