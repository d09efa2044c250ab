using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Tests.Components;

public sealed class ListTableTests : ComponentTest
{
    private sealed record Row(string Code, int Value);

    [Fact]
    public void A_column_sorts_by_a_link_and_keeps_the_filter()
    {
        Open("partner/orders?status=pending&page=3");
        var table = RenderTable([new Row("DH-1", 5)]);

        Assert.Equal("/partner/orders?status=pending&sort=code", table.FindAll("th a")[0].GetAttribute("href"));
        Assert.Equal("/partner/orders?status=pending&sort=-value", table.FindAll("th a")[1].GetAttribute("href"));
    }

    [Fact]
    public void The_sorted_column_says_so_and_turns_round()
    {
        Open("partner/orders?sort=-value");
        var table = RenderTable([new Row("DH-1", 5)]);

        Assert.Equal("descending", table.FindAll("th")[1].GetAttribute("aria-sort"));
        Assert.Equal("/partner/orders?sort=value", table.FindAll("th a")[1].GetAttribute("href"));
        Assert.False(table.FindAll("th")[0].HasAttribute("aria-sort"));
    }

    [Fact]
    public void A_row_opens_its_sheet_and_keeps_the_page_of_the_list()
    {
        Open("partner/orders?page=2");
        var table = RenderTable([new Row("DH-1", 5)]);

        Assert.Equal("/partner/orders?page=2&order=DH-1", table.Find("a.row-link").GetAttribute("href"));
    }

    [Fact]
    public void The_pager_says_which_rows_of_how_many()
    {
        Open("partner/orders?page=2");
        var table = RenderTable([.. Enumerable.Range(0, 25).Select(i => new Row($"DH-{i}", i))], total: 1234);

        Assert.Equal("26–50 trong 1.234", table.Find(".pager-rows").TextContent);
        Assert.Equal("/partner/orders", table.FindAll(".pager-moves a")[0].GetAttribute("href"));
        Assert.Equal("/partner/orders?page=3", table.FindAll(".pager-moves a")[1].GetAttribute("href"));
    }

    [Fact]
    public void The_last_page_leads_no_further()
    {
        Open("partner/orders?page=2");
        var next = RenderTable([new Row("DH-26", 26)], total: 26).FindAll(".pager-moves a")[1];

        Assert.False(next.HasAttribute("href"));
        Assert.Equal("true", next.GetAttribute("aria-disabled"));
    }

    [Fact]
    public void A_list_that_is_being_read_shows_bones_and_one_without_rows_says_why()
    {
        Assert.NotEmpty(RenderTable(null).FindAll(".bone"));
        Assert.Equal("Chưa có gì ở đây", RenderTable([]).Find("h2").TextContent);
    }

    [Fact]
    public void Every_cell_carries_its_column_for_the_card_on_a_phone() =>
        Assert.Equal(["Mã", "Giá trị"],
            RenderTable([new Row("DH-1", 5)]).FindAll("tbody td").Select(cell => cell.GetAttribute("data-label")));

    private IRenderedComponent<ListTable<Row>> RenderTable(IReadOnlyList<Row>? rows, int total = 1)
    {
        var nav = Services.GetService(typeof(NavigationManager)) as NavigationManager;
        return Render<ListTable<Row>>(table => table
            .Add(t => t.Caption, "Đơn hàng")
            .Add(t => t.Rows, rows)
            .Add(t => t.Total, total)
            .Add(t => t.Paging, nav!.Paging("-placed"))
            .Add(t => t.RowHref, row => nav!.With(("order", row.Code)))
            .Add(t => t.Columns, builder =>
            {
                builder.AddContent(0, Column("Mã", "code", numeric: false, row => row.Code));
                builder.AddContent(1, Column("Giá trị", "value", numeric: true, row => row.Value));
            }));
    }

    private static RenderFragment Column(string title, string sort, bool numeric, Func<Row, object> cell) => builder =>
    {
        builder.OpenComponent<ListColumn<Row>>(0);
        builder.AddComponentParameter(1, nameof(ListColumn<Row>.Title), title);
        builder.AddComponentParameter(2, nameof(ListColumn<Row>.Sort), sort);
        builder.AddComponentParameter(3, nameof(ListColumn<Row>.Numeric), numeric);
        builder.AddComponentParameter(
            4, nameof(ListColumn<Row>.ChildContent), (RenderFragment<Row>)(row => text => text.AddContent(0, cell(row))));
        builder.CloseComponent();
    };
}
