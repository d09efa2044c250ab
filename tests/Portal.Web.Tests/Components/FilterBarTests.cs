using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Tests.Components;

/// <summary>The head of a list: in a row, and on phones in a sheet.</summary>
public sealed class FilterBarTests : ComponentTest
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void The_button_opens_the_sheet_keeps_the_list_and_says_how_many_filters_narrow_it()
    {
        Open("partner/orders?programme=vnpt&range=7d&page=3&q=sim");
        var button = Bar().Find(".filter-button");

        Assert.Equal("Lọc và sắp xếp (2)", button.TextContent.Trim());
        Assert.Equal("/partner/orders?programme=vnpt&range=7d&page=3&q=sim&filters=open", button.GetAttribute("href"));
    }

    [Fact]
    public void Filters_stand_in_the_bar_or_in_the_open_sheet_and_never_twice()
    {
        Open("partner/orders");
        Assert.NotNull(Bar().Find(".filter-bar .filters .one-filter"));

        Open("partner/orders?filters=open");
        var open = Bar();

        Assert.Single(open.FindAll(".one-filter"));
        Assert.NotNull(open.Find("dialog.sheet .one-filter"));
        Assert.Equal("/partner/orders", open.Find("dialog.sheet [data-close]").GetAttribute("href"));
        Assert.Equal("Xem 1.234 kết quả", open.Find("dialog.sheet footer .primary").TextContent);
    }

    [Fact]
    public void What_narrows_the_list_is_taken_away_at_once_and_the_search_stays()
    {
        Open("partner/orders?programme=vnpt&page=3&q=sim&filters=open");

        Assert.Equal("/partner/orders?q=sim&filters=open", Bar().FindAll("dialog.sheet footer a")[0].GetAttribute("href"));
    }

    [Fact]
    public void Chips_say_what_narrows_the_list_and_take_it_away_one_by_one()
    {
        Open("partner/orders?programme=vnpt&range=custom&from=2026-06-01&to=2026-06-15&link=abc1234&page=3&q=sim");
        var chips = Filtered().FindAll(".filter-chips a");

        Assert.Equal(["01/06/2026–15/06/2026", "VNPT Shop", "abc1234"], chips.Select(chip => chip.TextContent.Trim()));
        Assert.Equal(["Bỏ lọc Khoảng thời gian: 01/06/2026–15/06/2026", "Bỏ lọc Chương trình: VNPT Shop", "Bỏ lọc Liên kết: abc1234"],
            chips.Select(chip => chip.GetAttribute("aria-label")));
        Assert.Equal("/partner/orders?programme=vnpt&link=abc1234&q=sim", chips[0].GetAttribute("href"));
        Assert.Equal("/partner/orders?programme=vnpt&range=custom&from=2026-06-01&to=2026-06-15&q=sim", chips[2].GetAttribute("href"));

        // on wide screens the controls say it, and only what has none needs its chip
        Assert.Equal(["phones", "phones", null], chips.Select(chip => chip.ParentElement!.GetAttribute("class")));
    }

    [Fact]
    public void Whoever_closes_the_sheet_at_once_keeps_what_they_chose()
    {
        Open("partner/orders?filters=open");
        var bar = Bar();

        // the page has not read its rows yet, and draws nothing anew
        Open("partner/orders?filters=open&range=year");
        Assert.Equal("/partner/orders?range=year", bar.Find("dialog.sheet [data-close]").GetAttribute("href"));
        bar.Find("dialog.sheet footer .primary").Click();

        Assert.EndsWith("/partner/orders?range=year", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_is_gone_with_what_it_said_and_none_shows_what_narrows_nothing()
    {
        Open("partner/orders?link=abc1234");
        var bar = Filtered();
        Assert.Single(bar.FindAll(".filter-chips a"));

        Open("partner/orders?sort=-reward");
        bar.Render(Narrowed);

        Assert.Empty(bar.FindAll(".filter-chips"));
    }

    private IRenderedComponent<FilterBar> Filtered() => Render<FilterBar>(Narrowed);

    private void Narrowed(ComponentParameterCollectionBuilder<FilterBar> bar) => bar
        .Add(b => b.Names, ["range", "programme", "link"])
        .Add(b => b.Filters, filters =>
        {
            var nav = Services.GetRequiredService<NavigationManager>();
            filters.OpenComponent<DateRange>(0);
            filters.AddComponentParameter(1, nameof(DateRange.Value), DateChoice.Read(nav, TimeProvider.System));
            filters.CloseComponent();
            filters.OpenComponent<UrlSelect>(2);
            filters.AddComponentParameter(3, nameof(UrlSelect.Label), "Chương trình");
            filters.AddComponentParameter(4, nameof(UrlSelect.Name), "programme");
            filters.AddComponentParameter(5, nameof(UrlSelect.Choices), new[] { ("vnpt", "VNPT Shop") });
            filters.CloseComponent();
            if (nav.Read("link") is not { } link)
                return;

            filters.OpenComponent<FilterChip>(6);
            filters.AddComponentParameter(7, nameof(FilterChip.Name), "link");
            filters.AddComponentParameter(8, nameof(FilterChip.Label), "Liên kết");
            filters.AddComponentParameter(9, nameof(FilterChip.Text), link);
            filters.CloseComponent();
        });

    [Fact]
    public void An_order_chosen_in_the_sheet_starts_at_the_first_page()
    {
        Open("partner/orders?page=3&filters=open");
        var bar = Bar();

        bar.Find("dialog.sheet select").Change("-reward");

        Assert.EndsWith("/partner/orders?filters=open&sort=-reward", Address, StringComparison.Ordinal);
    }

    private IRenderedComponent<FilterBar> Bar() => Render<FilterBar>(bar => bar
        .Add(b => b.Names, ["range", "programme"])
        .Add(b => b.Total, 1234)
        .Add(b => b.Sorts, [("-placed", "Mới nhất"), ("-reward", "Thưởng cao nhất")])
        .Add(b => b.Filters, """<span class="one-filter"></span>"""));

    [Theory]
    [InlineData("", "")]
    [InlineData("?sort=-placed", "")]
    [InlineData("?sort=-reward", "-reward")]
    public void The_order_that_holds_is_the_one_that_shows(string address, string shown)
    {
        Open($"partner/orders{address}{(address.Length == 0 ? "?" : "&")}filters=open");

        Assert.Equal(shown, Bar().Find("dialog.sheet select").GetAttribute("value"));
    }

    [Fact]
    public void An_order_that_a_head_made_is_another_one()
    {
        Open("partner/orders?sort=paid&filters=open");

        Assert.Equal("Thứ tự khác", Bar().Find("dialog.sheet option[value=paid]").TextContent);
    }
}
