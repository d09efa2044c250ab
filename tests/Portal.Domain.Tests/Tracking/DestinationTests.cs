using Portal.Domain.Common;
using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Tracking;

public sealed class DestinationTests
{
    private static readonly string[] Hosts = ["shop.example", "*.mall.example", "xn--bcher-kva.example", "localhost:5080"];

    [Theory]
    [InlineData("https://shop.example", "https://shop.example/")]
    [InlineData("http://shop.example/p/1", "http://shop.example/p/1")]
    [InlineData("  HTTPS://Shop.EXAMPLE/P/1?A=b#C ", "https://shop.example/P/1?A=b#C")]
    [InlineData("https://shop.example:443/p", "https://shop.example/p")]
    [InlineData("http://shop.example:80/p", "http://shop.example/p")]
    [InlineData("https://a.mall.example/", "https://a.mall.example/")]
    [InlineData("https://a.b.mall.example/", "https://a.b.mall.example/")]
    [InlineData("http://localhost:5080/demo-shop", "http://localhost:5080/demo-shop")]
    [InlineData("https://shop.example/điện-thoại?q=bún bò", "https://shop.example/%C4%91i%E1%BB%87n-tho%E1%BA%A1i?q=b%C3%BAn%20b%C3%B2")]
    [InlineData("https://shop.example/a/../b", "https://shop.example/b")]
    [InlineData("https://shop.example./p", "https://shop.example/p")]
    [InlineData("https://SHOP.example.:443/p", "https://shop.example/p")]
    [InlineData("https://a.mall.example./", "https://a.mall.example/")]
    [InlineData("http://localhost.:5080/", "http://localhost:5080/")]
    [InlineData("https://shop.example/?next=https://evil.example/", "https://shop.example/?next=https://evil.example/")]
    public void R1_2_A_page_of_an_allowed_host_is_a_destination(string typed, string url)
    {
        var destination = Destination.Parse(typed, Hosts);

        Assert.True(destination.Succeeded, destination.Refusal?.Fields[0].Code);
        Assert.Equal(url, destination.Value.Url);
        Assert.All(destination.Value.Url, letter => Assert.InRange(letter, '!', '~'));
    }

    [Theory]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://BÜCHER.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://shop。example/", "https://shop.example/")]
    [InlineData("https://ｓｈｏｐ.example/", "https://shop.example/")]
    public void R1_2_A_host_is_compared_and_written_in_punycode(string typed, string url) =>
        Assert.Equal(url, Destination.Parse(typed, Hosts).Value.Url);

    [Theory]
    [InlineData(null, FieldCodes.Required)]
    [InlineData("  ", FieldCodes.Required)]
    [InlineData("javascript:alert(1)", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("JavaScript://shop.example/%0aalert(1)", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("data:text/html,x", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("ftp://shop.example/", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("//shop.example/", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("shop.example", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("/p/1", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("https:/shop.example/", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("https:shop.example", FieldCodes.UrlSchemeNotAllowed)]
    [InlineData("https://", FieldCodes.UrlMalformed)]
    [InlineData("https:///shop.example/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example.evil.com/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evil.com/shop.example", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evilshop.example/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://www.shop.example/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://mall.example/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evilmall.example/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evil.example./", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://shop.example../", FieldCodes.UrlMalformed)]
    [InlineData("https://./", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example:8443/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("http://shop.example:443/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("http://localhost/", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evil.com#shop.example", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://evil.com?@shop.example", FieldCodes.UrlHostNotAllowed)]
    [InlineData("https://shop.example@evil.com/", FieldCodes.UrlUserInfo)]
    [InlineData("https://user:word@shop.example/", FieldCodes.UrlUserInfo)]
    [InlineData("https://shop.example\\@evil.com/", FieldCodes.UrlMalformed)]
    [InlineData("https:\\\\shop.example/", FieldCodes.UrlMalformed)]
    [InlineData("https://evil.com\\.shop.example/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example/\r\nSet-Cookie: a=b", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.ex\tample/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example/\0", FieldCodes.UrlMalformed)]
    [InlineData("https://shop%2eexample/", FieldCodes.UrlMalformed)]
    [InlineData("https://sh%6fp.example/", FieldCodes.UrlMalformed)]
    [InlineData("https://evil.com%2f.shop.example/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example%00.evil.com/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example .evil.com/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example:port/", FieldCodes.UrlMalformed)]
    [InlineData("https://shop.example:99999/", FieldCodes.UrlMalformed)]
    public void R1_2_Anything_else_is_refused(string? typed, string code)
    {
        var refusal = Destination.Parse(typed, Hosts).Refusal;

        Assert.NotNull(refusal);
        Assert.Equal(("destinationUrl", code), (refusal.Fields[0].Field, refusal.Fields[0].Code));
    }

    /// <summary>However a shop writes its host, and however a partner writes the address, it is the same host.</summary>
    [Theory]
    [InlineData("shop.example", "https")]
    [InlineData("shop.example:8443", "https")]
    [InlineData("điện-máy.example", "https")]
    [InlineData("127.0.0.1:8080", "http")]
    public void R1_2_Every_spelling_of_an_allowed_host_matches_every_spelling_in_an_address(string host, string scheme)
    {
        var (name, port) = host.Split(':') is [var first, var number] ? (first, ":" + number) : (host, "");
        string[] names = [name, name.ToUpperInvariant(), name + ".", name.Normalize(System.Text.NormalizationForm.FormD),
            new Uri($"{scheme}://{name}/").IdnHost];
        var ports = port.Length > 0 ? [port] : new[] { "", ":443" };

        foreach (var allowed in names.SelectMany(one => ports.Select(at => Destination.AllowedHost(one + at))))
        {
            Assert.NotNull(allowed);
            foreach (var typed in names.SelectMany(one => ports.Select(at => $"{scheme}://{one}{at}/p")))
                Assert.True(Destination.Parse(typed, [allowed]).Succeeded, $"{typed} on {allowed}");
        }
    }

    [Fact]
    public void R1_2_The_refusal_tells_the_host_as_it_was_understood() =>
        Assert.Equal("evil.com:8443", Destination.Parse("https://EVIL.com:8443/", Hosts).Refusal!.Fields[0].Facts["host"]);

    [Fact]
    public void R1_2_An_address_has_its_longest_length_also_after_it_is_written_anew()
    {
        Assert.True(Destination.Parse("https://shop.example/" + new string('a', 2000 - 21), Hosts).Succeeded);
        Assert.Equal(FieldCodes.TooLong,
            Destination.Parse("https://shop.example/" + new string('a', 2000 - 20), Hosts).Refusal!.Fields[0].Code);
        Assert.Equal(FieldCodes.TooLong, Destination.Parse("https://shop.example/" + new string('đ', 1000), Hosts).Refusal!.Fields[0].Code);
    }

    [Fact]
    public void R1_2_A_half_character_is_refused_or_written_harmlessly()
    {
        var destination = Destination.Parse("https://shop.example/\ud800", Hosts);

        Assert.True(!destination.Succeeded || destination.Value.Url.All(char.IsAscii));
        Assert.False(Destination.Parse("https://shop\ud800.example/", Hosts).Succeeded);
    }

    [Fact]
    public void R1_2_Nothing_is_allowed_where_no_host_is() => Assert.False(Destination.Parse("https://shop.example/", []).Succeeded);

    [Theory]
    [InlineData("Shop.Example", "shop.example")]
    [InlineData(" shop.example ", "shop.example")]
    [InlineData("*.Shop.example", "*.shop.example")]
    [InlineData("localhost:5080", "localhost:5080")]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("Bücher.example", "xn--bcher-kva.example")]
    [InlineData("*.BÜCHER.example.", "*.xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example")]
    [InlineData("shop.example.", "shop.example")]
    [InlineData("shop.example:443", "shop.example")]
    [InlineData("shop.example:80", "shop.example")]
    [InlineData("shop.example:", "shop.example")]
    [InlineData("shop.example.:08443", "shop.example:8443")]
    public void R1_2_An_allowed_host_is_kept_in_one_form(string typed, string host) => Assert.Equal(host, Destination.AllowedHost(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.vn")]
    [InlineData("*.*.example")]
    [InlineData("a.*.example")]
    [InlineData("https://shop.example")]
    [InlineData("shop.example/p")]
    [InlineData("user@shop.example")]
    [InlineData("shop example")]
    [InlineData("shop.example:0x50")]
    [InlineData("shop.example?x")]
    [InlineData("*.127.0.0.1")]
    public void R1_2_What_is_no_host_cannot_be_allowed(string? typed) => Assert.Null(Destination.AllowedHost(typed));

    [Theory]
    [InlineData("https://shop.example/", "https://shop.example/?pclk=c1")]
    [InlineData("https://shop.example/p?a=1", "https://shop.example/p?a=1&pclk=c1")]
    [InlineData("https://shop.example/p?a=1&a=2&b", "https://shop.example/p?a=1&a=2&b&pclk=c1")]
    [InlineData("https://shop.example/p?", "https://shop.example/p?pclk=c1")]
    [InlineData("https://shop.example/p?a=1&", "https://shop.example/p?a=1&pclk=c1")]
    [InlineData("https://shop.example/p#top", "https://shop.example/p?pclk=c1#top")]
    [InlineData("https://shop.example/p?a=1#top", "https://shop.example/p?a=1&pclk=c1#top")]
    [InlineData("https://shop.example/p#/route?x=1", "https://shop.example/p?pclk=c1#/route?x=1")]
    [InlineData("https://shop.example/p?pclk=old", "https://shop.example/p?pclk=c1")]
    [InlineData("https://shop.example/p?pclk=old&a=1&pclk=older", "https://shop.example/p?a=1&pclk=c1")]
    [InlineData("https://shop.example/p?%70clk=old&a=1", "https://shop.example/p?a=1&pclk=c1")]
    [InlineData("https://shop.example/p?pclk", "https://shop.example/p?pclk=c1")]
    [InlineData("https://shop.example/p?xpclk=1&pclks=2", "https://shop.example/p?xpclk=1&pclks=2&pclk=c1")]
    [InlineData("https://shop.example/p?q=%C4%91+x", "https://shop.example/p?q=%C4%91+x&pclk=c1")]
    public void R1_3_The_click_id_goes_into_the_query_and_leaves_the_rest(string url, string with) =>
        Assert.Equal(with, Destination.AppendClick(url, "c1"));

    [Fact]
    public void R1_3_A_click_id_is_escaped() =>
        Assert.Equal("https://shop.example/?pclk=a%26b%23c", Destination.AppendClick("https://shop.example/", "a&b#c"));
}
