using Bunit;
using Portal.App.Documents;
using Portal.App.Documents.Model;
using Portal.App.Platform.Texts;
using Portal.Web.Components.Documents;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Documents;

/// <summary>The page of a document says what the document says.</summary>
public sealed class DocumentViewTests : ComponentTest
{
    [Fact]
    public void Every_fact_figure_and_cell_is_there_in_order()
    {
        var words = new DocumentWords(TextCatalog.Vietnamese);
        var document = new Document
        {
            Culture = TextCatalog.Vietnamese,
            Title = "Sao kê tháng",
            Period = "Tháng 06/2026",
            Number = "SK-2026-06-ABCDEFGHJK",
            Mark = "TẠM TÍNH",
            Letterhead = new Letterhead("Công ty <b>Ưu Việt</b>", ["Mã số thuế: 0312345678"]),
            Facts = [new("Cộng tác viên", DocumentCell.Words("Nguyễn & Con"), "ghi chú")],
            Figures = [new("Cuối kỳ", DocumentCell.Money(-1_234_567_890_123))],
            Sections =
            [
                new("Theo đơn")
                {
                    Table = DocumentTable.Of(
                        [new("Đơn", DocumentCellKind.Code, 10), new("Số tiền", DocumentCellKind.Dong, 10, IsSummed: true)],
                        [
                            ("Nhóm A", [
                                [DocumentCell.Code("=1+1"), DocumentCell.Dong(1_000)],
                                [DocumentCell.Code("DH-2"), DocumentCell.Dong(-250)]]),
                        ],
                        words.Table),
                },
            ],
            Signatures = [new("Kế toán trưởng", "Trần Văn Ước")],
            Check = new DocumentCheck("https://portal.example.vn/check/SK", new string('a', 64), new string('0', 64)),
        };

        var view = Render<DocumentView>(p => p.Add(v => v.Document, document));

        Assert.Equal(
            ["Đơn", "Số tiền", "Nhóm A", "=1+1", "1.000", "DH-2", "−250", "Cộng nhóm", "750", "Tổng cộng", "750"],
            view.FindAll("th, td").Select(cell => Plain(cell.TextContent)));
        Assert.Equal("Công ty <b>Ưu Việt</b>", view.Find(".document-head strong").TextContent);
        Assert.Equal("TẠM TÍNH", view.Find(".document-mark").TextContent);
        Assert.Equal("−1.234.567.890.123 ₫", Plain(view.Find(".document-figures dd").TextContent));
        Assert.Equal("https://portal.example.vn/check/SK", view.Find(".document-check a").GetAttribute("href"));
        Assert.Contains("Trần Văn Ước", view.Find(".document-signatures").TextContent, StringComparison.Ordinal);
        Assert.Equal("vi", view.Find("article").GetAttribute("lang"));
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Trim();
}
