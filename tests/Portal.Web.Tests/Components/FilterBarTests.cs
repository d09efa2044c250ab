using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
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
