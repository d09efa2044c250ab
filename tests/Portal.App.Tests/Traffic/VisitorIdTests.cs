using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Traffic;

public sealed class VisitorIdTests
{
    private readonly TestClock clock = new(World.Start);
    private readonly PortalKeys keys = TestKeys.New();

    [Fact]
    public void R1_3_An_id_survives_its_cookie()
    {
        var id = VisitorId.New(clock);

        Assert.Equal(VisitorId.TextLength, id.ToString().Length);
        Assert.True(VisitorId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        Assert.Equal(id, VisitorId.FromBytes(id.ToArray()));
    }

    [Fact]
    public void Later_visitors_sort_behind_earlier_ones()
    {
        var first = VisitorId.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(VisitorId.New(clock).Value > first.Value);
    }

    [Fact]
    public void Ids_of_the_same_millisecond_differ()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => VisitorId.New(clock)).Distinct();

        Assert.Equal(10_000, ids.Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("v-1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAB")] // the last character carries bits that no id has
    [InlineData("AAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAA  A")]
    [InlineData("ắắắắắắắắắắắắắắắắắắắắắắ")]
    public void Text_that_the_portal_did_not_make_is_no_cookie(string text) => Assert.False(VisitorId.TryParse(text, out _));

    [Fact]
    public void R1_3_An_order_names_the_visitor_as_the_cookie_does()
    {
        var id = VisitorId.New(clock);

        Assert.Equal(id, VisitorId.Of(id.ToString(), keys));
    }

    [Fact]
    public void R10_3_A_visitor_that_an_app_names_is_kept_as_a_keyed_hash_and_is_the_same_each_time()
    {
        Assert.Equal(VisitorId.Of("v-1", keys), VisitorId.Of("v-1", keys));
        Assert.NotEqual(VisitorId.Of("v-1", keys), VisitorId.Of("v-2", keys));
        Assert.NotEqual(VisitorId.Of("v-1", keys), VisitorId.Of("v-1", TestKeys.New()));
    }
}
