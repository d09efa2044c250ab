using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Traffic;

public sealed class ClickTokensTests
{
    private static readonly ClickFacts Click = new(
        long.MaxValue - 5, new Guid("01900000-0000-7000-8000-0000000000aa"), new VisitorId(UInt128.MaxValue - 77),
        ClickRecord.ToMilliseconds(World.Start.AddMilliseconds(123)), ClickKind.Prefetch, Recorded: false);

    private readonly ClickTokens tokens = new(TestKeys.New());

    [Fact]
    public void R1_3_A_token_brings_back_every_fact_of_its_click()
    {
        var token = tokens.Create(Click);

        Assert.Equal(ClickTokens.TextLength, token.Length);
        Assert.True(tokens.TryRead(token, out var read));
        Assert.Equal(Click, read);
    }

    [Fact]
    public void R1_3_A_click_without_a_link_and_on_the_disk_is_brought_back_as_that()
    {
        var plain = Click with { LinkId = null, Recorded = true, Kind = ClickKind.Human };

        Assert.True(tokens.TryRead(tokens.Create(plain), out var read));
        Assert.Equal(plain, read);
    }

    [Fact]
    public void R1_3_No_character_of_a_token_can_be_changed()
    {
        var token = tokens.Create(Click);

        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'A' ? 'B' : 'A';
            Assert.False(tokens.TryRead(token[..i] + other + token[(i + 1)..], out _), $"character {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("                                                                                    ")]
    [InlineData("====================================================================================")]
    [InlineData("éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé")]
    public void R1_3_Anything_else_is_no_token(string text) => Assert.False(tokens.TryRead(text, out _));

    [Fact]
    public void R1_3_A_token_in_another_spelling_is_no_token()
    {
        var token = tokens.Create(Click);

        Assert.False(tokens.TryRead(token + " ", out _));
        Assert.False(tokens.TryRead(" " + token, out _));
        Assert.False(tokens.TryRead(token + "==", out _));
        Assert.False(tokens.TryRead(token[..40] + "\n" + token[40..], out _));
    }

    [Fact]
    public void R1_3_A_token_of_another_portal_is_refused()
    {
        var other = new ClickTokens(TestKeys.New());

        Assert.False(tokens.TryRead(other.Create(Click), out _));
    }

    [Fact]
    public void The_tracking_script_finds_the_visitor_id_where_it_looks()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = tokens.Create(Click);

        // as track.js does it: the last character shares its lower four bits with what follows
        var found = token[12..33] + alphabet[alphabet.IndexOf(token[33]) & 48];

        Assert.Equal(Click.VisitorId.ToString(), found);
    }
}
