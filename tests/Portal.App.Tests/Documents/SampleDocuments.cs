using Portal.App.Documents;
using Portal.App.Documents.Model;
using Portal.App.Platform.Texts;

namespace Portal.App.Tests.Documents;

/// <summary>Documents with what is hard to render: long names, figures of 13 digits, texts that look like formulas.</summary>
internal static class SampleDocuments
{
    public static readonly string[] Formulas = ["=1+1", "+84901234567", "-5", "@SUM(A1)", "\t=1", "\r=1", "0071000123456", "12E5", "1-2"];

    public static Document Of(int lines, bool english = false, string? mark = null)
    {
        var culture = english ? TextCatalog.English : TextCatalog.Vietnamese;
        var words = new DocumentWords(culture);
        return new Document
        {
            Culture = culture,
            Title = "Sao kê tháng của cộng tác viên",
            Period = "Tháng 06/2026",
            Number = "SK-2026-06-ABCDEFGHJK",
            Letterhead = new Letterhead("Công ty Cổ phần Thương mại Điện tử Ưu Việt", ["1 Lê Lợi, Quận 1", "Mã số thuế: 0312345678"]),
            Facts =
            [
                new("Cộng tác viên", DocumentCell.Words("Nguyễn Thị Hương Giang")),
                new("Chốt lúc", DocumentCell.Instant(new DateTimeOffset(2026, 7, 1, 0, 5, 0, TimeSpan.FromHours(7)))),
            ],
            Figures = [new("Cuối kỳ", DocumentCell.Money(-1_234_567_890_123), "có thể âm")],
            Sections =
            [
                new("Theo đơn: từ [A] đến */Z?") { Text = "Mỗi đơn một dòng.", Table = Table(lines, words) },
                new("Không có gì") { Table = new DocumentTable([new("Mã", DocumentCellKind.Code, 20)], [], words.Table.Empty) },
            ],
            Mark = mark,
            Notes = ["Sao kê được lập từ sổ cái."],
            LegalGround = "Thông tư 111/2013/TT-BTC",
            Signatures = [new("Kế toán trưởng", "Trần Văn Ước"), new("Giám đốc", null)],
            Check = new DocumentCheck("https://portal.example.vn/check/SK-2026-06-ABCDEFGHJK", new string('a', 64), new string('0', 64)),
        };
    }

    private static DocumentTable Table(int lines, DocumentWords words)
    {
        DocumentColumn[] columns =
        [
            new("Đơn hàng", DocumentCellKind.Code, 16),
            new("Phát sinh", DocumentCellKind.Instant, 15),
            new("Ngày", DocumentCellKind.Day, 11),
            new("Diễn giải", DocumentCellKind.Text, 34),
            new("Tỷ lệ", DocumentCellKind.Rate, 8),
            new("Số tiền (₫)", DocumentCellKind.Dong, 18, IsSummed: true),
        ];
        var start = new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(7));
        IReadOnlyList<DocumentCell> Line(int i) =>
        [
            DocumentCell.Code(i < Formulas.Length ? Formulas[i] : $"DH-{i:000000}"), DocumentCell.Instant(start.AddMinutes(17 * i)),
            DocumentCell.Day(new DateOnly(2026, 6, 1).AddDays(i % 30)),
            DocumentCell.Words(i % 7 == 0
                ? string.Join(' ', Enumerable.Repeat("Thưởng giới thiệu khách hàng mới", 4)) : Formulas[i % Formulas.Length]),
            DocumentCell.Rate(850 + i, words.Culture), DocumentCell.Dong(i % 5 == 0 ? -1_000_000_000_000 - i : 10_007L * i),
        ];
        return DocumentTable.Of(
            columns,
            [
                .. Enumerable.Range(0, lines).GroupBy(i => i % 3).Select(group => (
                    (string?)$"Chương trình {group.Key + 1}", (IReadOnlyList<IReadOnlyList<DocumentCell>>)[.. group.Select(Line)])),
            ],
            words.Table);
    }
}
