using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Data;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Tests.Components;

public sealed class AddressTests : ComponentTest
{
    private NavigationManager Nav => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("today", "2024-06-12", "2024-06-12")]
    [InlineData("7d", "2024-06-06", "2024-06-12")]
    [InlineData("30d", "2024-05-14", "2024-06-12")]
    [InlineData("month", "2024-06-01", "2024-06-12")]
    [InlineData("last-month", "2024-05-01", "2024-05-31")]
    [InlineData("year", "2024-01-01", "2024-06-12")]
    public void A_preset_counts_whole_days_in_Vietnam(string preset, string from, string to)
    {
        Open($"orders?range={preset}");
        var choice = DateChoice.Read(Nav, Clock);

        Assert.Equal(from, choice.From?.ToString("yyyy-MM-dd", null));
        Assert.Equal(to, choice.To?.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("range=today", "2024-06-11", "2024-06-11")]
    [InlineData("range=7d", "2024-05-30", "2024-06-05")]
    [InlineData("range=month", "2024-05-01", "2024-05-12")]
    [InlineData("range=last-month", "2024-04-01", "2024-04-30")]
    [InlineData("range=year", "2023-01-01", "2023-06-12")]
    [InlineData("range=custom&from=2024-03-01&to=2024-03-10", "2024-02-20", "2024-02-29")]
    [InlineData("range=all", null, null)]
    [InlineData("range=custom&from=1000-01-01&to=9998-12-31", null, null)]
    public void Figures_are_compared_with_the_time_before(string range, string? from, string? to)
    {
        Open($"orders?{range}");
        var before = DateChoice.Read(Nav, Clock).Before;

        Assert.Equal((from, to), (before?.From?.ToString("yyyy-MM-dd", null), before?.To?.ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public void The_day_begins_at_seventeen_hours_UTC()
    {
        Clock.MoveTo(new DateTimeOffset(2024, 6, 11, 17, 0, 0, TimeSpan.Zero));
        Open("orders?range=today");
        var period = DateChoice.Read(Nav, Clock).Period!.Value;

        Assert.Equal(new DateTimeOffset(2024, 6, 11, 17, 0, 0, TimeSpan.Zero), period.Start);
        Assert.Equal(new DateTimeOffset(2024, 6, 12, 17, 0, 0, TimeSpan.Zero), period.End);
    }

    [Theory]
    [InlineData("orders", "30d")]
    [InlineData("orders?range=nonsense", "30d")]
    [InlineData("orders?range=custom&from=2024-13-01&to=2024-06-30", "30d")]
    [InlineData("orders?range=custom&from=0001-01-01&to=9999-12-31", "30d")]
    [InlineData("orders?range=all", "all")]
    public void What_an_address_says_wrongly_falls_back_to_thirty_days(string address, string preset)
    {
        Open(address);
        Assert.Equal(preset, DateChoice.Read(Nav, Clock).Preset);
    }

    [Fact]
    public void A_custom_range_the_wrong_way_round_is_turned()
    {
        Open("orders?range=custom&from=2024-06-30&to=2024-06-01");
        Assert.Equal(new DateOnly(2024, 6, 1), DateChoice.Read(Nav, Clock).From);
    }

    [Theory]
    [InlineData("orders?page=0", 1, 25)]
    [InlineData("orders?page=-3&size=7", 1, 25)]
    [InlineData("orders?page=99999999999&size=100", 1, 100)]
    [InlineData("orders?page=4&size=50", 4, 50)]
    public void A_page_that_cannot_be_is_the_first(string address, int number, int size)
    {
        Open(address);
        Assert.Equal(new PageRequest(number, size, "placed", true), Nav.Paging("-placed"));
    }

    [Fact]
    public void Another_filter_starts_at_the_first_page_and_keeps_the_rest()
    {
        Open("orders?status=pending&page=4&q=a%26b");
        Assert.Equal("/orders?status=cancelled&q=a%26b", Nav.Filtered(("status", "cancelled")));
        Assert.Equal("/orders?page=4&q=a%26b", Nav.With(("status", null)));
    }

    [Fact]
    public void The_range_control_marks_its_choice_and_links_to_the_others()
    {
        Open("orders?status=pending&page=2");
        var range = Render<DateRange>(p => p.Add(c => c.Value, DateChoice.Read(Nav, Clock)));

        Assert.Equal("30 ngày", range.Find("a[aria-current]").TextContent.Trim());
        Assert.Equal("/orders?status=pending&range=7d", range.FindAll("a")[1].GetAttribute("href"));
    }
}
