using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Search;
using Portal.Tests.Shared;
using Portal.Web.Components.Layout;
using Portal.Web.Components.Shared;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Frame;

/// <summary>The search suggests what the search page would find, and everything in it works by keyboard.</summary>
public sealed class SearchFieldTests : ComponentTest
{
    private World world = null!;
    private App.Catalogue.Shops.Shop shop = null!;

    static SearchFieldTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        shop = await world.HasShopAsync();
        Services.AddSingleton(world.Get<SearchQueries>());
        var order = world.Order("DH-1");
        await world.RecordAsync(shop,
            order with { Lines = [order.Lines[0] with { Name = "Áo dài Đà Lạt" }] },
            world.Order("DH-2", placedAt: order.PlacedAt.AddMinutes(-1)));
        await world.RecordedAsync(await world.HasShopAsync(), world.Order("DH-9"));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public void R10_5_What_is_suggested_is_the_readers_own_and_what_matched_is_marked()
    {
        var field = Field();
        field.Find("input").Input("dh-");
        field.WaitForAssertion(
            () => Assert.Equal(["DH-1", "DH-2"], field.FindAll("[role=option] strong").Select(title => title.TextContent)));

        field.Find("input").Input("da lat");
        field.WaitForAssertion(() => Assert.Equal("Đà Lạt", field.Find("[role=option] mark").TextContent));
        Assert.Equal("DH-1", field.Find("[role=option] strong").TextContent);
        Assert.Equal("true", field.Find("input").GetAttribute("aria-expanded"));
        Assert.StartsWith("1 gợi ý", field.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrows_choose_and_Enter_opens_or_else_leads_to_the_search_page()
    {
        var field = Field();
        field.Find("input").Input("dh-");
        field.WaitForElement("[role=option]");
        Assert.Null(field.Find("input").GetAttribute("aria-activedescendant"));

        await Press(field, "ArrowDown");
        await Press(field, "ArrowDown");
        Assert.Equal("DH-2", field.Find("[aria-selected=true] strong").TextContent);
        Assert.Equal(field.Find("[aria-selected=true]").Id, field.Find("input").GetAttribute("aria-activedescendant"));
        await Press(field, "ArrowUp");
        Assert.Equal("DH-1", field.Find("[aria-selected=true] strong").TextContent);
        field.Find("form").Submit();
        Assert.Contains("/shop/orders?order=", Nav.Uri, StringComparison.Ordinal);
        Assert.Empty(field.FindAll("[role=option]"));

        field.Find("input").Input("dh-");
        field.WaitForElement("[role=option]");
        await Press(field, "ArrowUp");
        Assert.Contains("Xem mọi kết quả", field.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);
        await Press(field, "ArrowDown");
        Assert.Empty(field.FindAll("[aria-selected=true]"));
        field.Find("form").Submit();
        Assert.EndsWith("/search?q=dh-", Nav.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Esc_and_leaving_the_field_close_the_list()
    {
        var field = Field();
        field.Find("input").Input("dh-");
        field.WaitForElement("[role=option]");
        await Press(field, "Escape");
        Assert.Empty(field.FindAll("[role=option]"));
        Assert.Equal("dh-", field.Find("input").GetAttribute("value"));

        await Press(field, "ArrowDown");
        field.WaitForElement("[role=option]");
        await field.Find("input").TriggerEventAsync("onfocusout", new FocusEventArgs());
        Assert.Empty(field.FindAll("[role=option]"));
        Assert.Equal("false", field.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void What_nothing_fits_leads_to_the_search_page_and_one_letter_asks_nothing()
    {
        var field = Field();
        field.Find("input").Input("d");
        Assert.Empty(field.FindAll("[role=option]"));

        field.Find("input").Input("zzz");
        Assert.Contains("Không có gợi ý cho “zzz”", field.WaitForElement("[role=option]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/search?q=zzz", field.Find("[role=option]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("Bún bò Huế", "bo hue", "Bún <mark>bò Huế</mark>")]
    [InlineData("Điện thoại", "Đ", "<mark>Đ</mark>iện thoại")]
    [InlineData("a < b", "x", "a &lt; b")]
    public void What_matched_is_marked_with_its_diacritics(string text, string of, string shown) =>
        Assert.Equal(shown, Render<Marked>(parameters => parameters.Add(marked => marked.Text, text).Add(marked => marked.Of, of)).Markup);

    private NavigationManager Nav => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<SearchField> Field() =>
        Render<SearchField>(parameters => parameters.Add(field => field.Actor, world.OwnerOf(shop)));

    private static Task Press(IRenderedComponent<SearchField> field, string key) => field.Find("input")
        .KeyDownAsync(new KeyboardEventArgs { Key = key });
}
