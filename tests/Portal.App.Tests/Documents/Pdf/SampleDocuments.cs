using System.Globalization;
using Portal.App.Documents.Model;
using Portal.App.Platform.Texts;
using SkiaSharp;

namespace Portal.App.Tests.Documents.Pdf;

/// <summary>Documents with made-up figures, of many sizes.</summary>
internal static class SampleDocuments
{
    public static readonly string LongName = string.Concat(Enumerable.Repeat("Nguyễnthịđườngtrườngữ", 10))[..200];

    private static readonly IEnumerable<int> Months = Enumerable.Range(1, 12);

    private static readonly DateTimeOffset Start = new(2026, 10, 1, 2, 0, 0, TimeSpan.Zero);

    /// <summary>A partner's month: figures, orders, what waits, notes, signatures, the check.</summary>
    public static Document Statement(int lines, bool english = false, string? mark = null, string? name = null, long factor = 1) =>
        Base(english) with
        {
            Mark = mark,
            Facts =
            [
                new DocumentFact(english ? "Partner" : "Đối tác", DocumentCell.Words(name ?? "Nguyễn Thị Minh Khuê")),
                new DocumentFact(english ? "Tax code" : "Mã số thuế", DocumentCell.Code("8123456789")),
                new DocumentFact(english ? "Account" : "Tài khoản", DocumentCell.Words("Vietcombank •••• 6789"),
                    "Chủ tài khoản đã được đối chiếu"),
                new DocumentFact(english ? "Made" : "Lập lúc", DocumentCell.Instant(Start), "GMT+7"),
            ],
            Figures =
            [
                new DocumentFact(english ? "Opening" : "Số dư đầu kỳ", DocumentCell.Money(1_250_000 * factor)),
                new DocumentFact(english ? "Rewards" : "Thưởng trong kỳ", DocumentCell.Money(8_431_500 * factor), "Trước thuế"),
                new DocumentFact(english ? "Tax withheld" : "Thuế đã khấu trừ", DocumentCell.Money(-843_150 * factor)),
                new DocumentFact(english ? "Closing" : "Số dư cuối kỳ", DocumentCell.Money(8_838_350 * factor)),
            ],
            Sections =
            [
                new DocumentSection(english ? "Orders" : "Đơn hàng được thưởng")
                {
                    Text = "Mỗi dòng là một đơn hàng được tính trong kỳ; ngày phát sinh là ngày đặt, ngày chốt là ngày hết hạn trả hàng.",
                    Table = Orders(lines, english, factor),
                },
                new DocumentSection(english ? "Pending" : "Đang chờ chốt")
                {
                    Table = DocumentTable.Of(
                        [
                            new DocumentColumn("Đơn hàng", DocumentCellKind.Code, 18),
                            new DocumentColumn("Dự kiến chốt", DocumentCellKind.Day, 12),
                            new DocumentColumn("Thưởng (đồng)", DocumentCellKind.Dong, 16, IsSummed: true),
                        ],
                        Lines(0, 1, 0), Words(english)),
                },
            ],
            Notes =
            [
                "Thuế thu nhập cá nhân được khấu trừ 10% khi mỗi lần chi trả từ 2.000.000 ₫ trở lên.",
                "Số liệu theo giờ Việt Nam (GMT+7). Mọi thắc mắc xin gửi trong vòng 15 ngày kể từ ngày nhận bảng kê.",
            ],
            LegalGround = "Luật Thuế thu nhập cá nhân; Thông tư 111/2013/TT-BTC, điều 25; Nghị định 70/2025/NĐ-CP.",
            Signatures =
            [
                new DocumentSignature(english ? "Prepared by" : "Người lập", "Trần Văn Đức", "05/11/2026 09:12"),
                new DocumentSignature(english ? "Chief accountant" : "Kế toán trưởng", null),
                new DocumentSignature(english ? "Director" : "Giám đốc", null),
            ],
            Check = new DocumentCheck(
                "https://portal.example.vn/check/BK-2026-10-7F3KQ2XW", new string('a', 32) + new string('7', 32), new string('c', 64)),
        };

    /// <summary>A table of lines in groups that have a sum each.</summary>
    public static Document Grouped(IReadOnlyList<int> groups, string? mark = null) => Base(false) with
    {
        Mark = mark,
        Facts = [new DocumentFact("Cửa hàng", DocumentCell.Words("Gốm Bát Tràng Đại Việt"))],
        Sections =
        [
            new DocumentSection("Đơn theo chương trình")
            {
                Table = DocumentTable.Of(
                    Columns(false),
                    [.. groups.Select((count, i) => ((string?)$"Chương trình {i + 1}", Lines(count, 1, i)))], Words(false)),
            },
        ],
    };

    /// <summary>A month's report with a chart and the table behind it.</summary>
    public static Document Charted(bool english = false) => Base(english) with
    {
        Facts = [new DocumentFact("Kỳ", DocumentCell.Words("12 tháng"))],
        Sections =
        [
            new DocumentSection("Thưởng, thuế và chi trả")
            {
                Text = "Số tiền theo tháng, mười hai tháng gần nhất.",
                Chart = new DocumentChart(
                    "Biểu đồ cột: thưởng tăng từ 120 triệu lên 342 triệu đồng; thuế khoảng một phần mười; tháng 4 có khoản thu hồi.",
                    [.. Months.Select(month => $"{month:00}/2026")],
                    [
                        new DocumentSeries("Thưởng", [.. Months.Select(month => 100_000_000L + 20_170_000 * month)]),
                        new DocumentSeries("Thuế đã khấu trừ", [.. Months.Select(month => 10_000_000L + 2_017_000 * month)]),
                        new DocumentSeries("Thu hồi", [.. Months.Select(month => month == 4 ? -45_000_000L : -2_000_000L * (month % 3))]),
                    ]),
                Table = DocumentTable.Of(
                    [
                        new DocumentColumn("Tháng", DocumentCellKind.Text, 12),
                        new DocumentColumn("Thưởng (đồng)", DocumentCellKind.Dong, 18, IsSummed: true),
                        new DocumentColumn("Thuế (đồng)", DocumentCellKind.Dong, 18, IsSummed: true),
                    ],
                    [
                        .. Months.Select(month => (IReadOnlyList<DocumentCell>)
                        [
                            DocumentCell.Words($"{month:00}/2026"), DocumentCell.Dong(100_000_000L + 20_170_000 * month),
                            DocumentCell.Dong(10_000_000L + 2_017_000 * month),
                        ]),
                    ],
                    Words(english)),
            },
        ],
    };

    /// <summary>A dispute's file: a history and pictures with their hashes.</summary>
    public static Document Pictured(int pictures = 3) => Base(false) with
    {
        Facts = [new DocumentFact("Khiếu nại", DocumentCell.Code("KN-2026-0042"))],
        Sections =
        [
            new DocumentSection("Bằng chứng")
            {
                Text = string.Join('\n', Enumerable.Repeat("Khách hàng cho rằng đơn đã giao nhưng thưởng không được ghi nhận.", 3)),
                Pictures =
                [
                    .. Enumerable.Range(1, pictures).Select(i => new DocumentPicture(
                        Jpeg(600 + 40 * i, 420), $"Ảnh chụp màn hình thứ {i}",
                        [$"Ảnh {i} · chụp 02/10/2026 14:0{i % 10}", "SHA-256 " + new string('e', 64)])),
                ],
            },
        ],
    };

    /// <summary>A table with more columns than fit a sheet that stands.</summary>
    public static Document Wide(int lines) => Base(false) with
    {
        Facts = [new DocumentFact("Kỳ", DocumentCell.Words("Tháng 10/2026"))],
        Sections =
        [
            new DocumentSection("Chi trả theo đối tác")
            {
                Table = DocumentTable.Of(
                    [
                        new DocumentColumn("Đối tác", DocumentCellKind.Text, 24),
                        new DocumentColumn("Mã số thuế", DocumentCellKind.Code, 12),
                        .. Enumerable.Range(1, 6)
                            .Select(i => new DocumentColumn($"Khoản {i} (đồng)", DocumentCellKind.Dong, 15, IsSummed: true)),
                    ],
                    [
                        .. Enumerable.Range(1, lines).Select(line => (IReadOnlyList<DocumentCell>)
                        [
                            DocumentCell.Words(line % 7 == 0 ? LongName : "Công ty Trách nhiệm hữu hạn Thương mại Phương Đông số " + line),
                            DocumentCell.Code($"{8000000000 + line}"),
                            .. Enumerable.Range(1, 6)
                                .Select(i => DocumentCell.Dong(line % 5 == 0 ? -1_234_567_890_123 : 9_876_543_210_123 - i)),
                        ]),
                    ],
                    Words(false)),
            },
        ],
    };

    public static TableWords Words(bool english) => english
        ? new TableWords("Total", "Subtotal", "Carried over", "There is nothing in this period.")
        : new TableWords("Tổng cộng", "Cộng", "Mang sang trang sau", "Không có gì trong kỳ này.");

    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(new SKColor(230, 236, 246));
        using var paint = new SKPaint { Color = new SKColor(31, 91, 216) };
        canvas.DrawRect(width / 8f, height / 6f, width / 2f, height / 3f, paint);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 70);
        return data.ToArray();
    }

    private static Document Base(bool english) => new()
    {
        Culture = english ? TextCatalog.English : TextCatalog.Vietnamese,
        Title = english ? "Statement of rewards" : "Bảng kê thưởng giới thiệu",
        Period = english ? "October 2026" : "Tháng 10 năm 2026",
        Number = "BK-2026-10-7F3KQ2XW",
        Letterhead = new Letterhead(
            "Công ty Cổ phần Giới thiệu Việt",
            ["Số 18 đường Nguyễn Huệ, phường Sài Gòn, Thành phố Hồ Chí Minh", "Mã số thuế 0312345678 · Điện thoại 028 3821 0000"]),
        Facts = [],
        Sections = [],
    };

    private static DocumentTable Orders(int lines, bool english, long factor) =>
        DocumentTable.Of(Columns(english), Lines(lines, factor, 0), Words(english));

    private static IReadOnlyList<DocumentColumn> Columns(bool english) =>
    [
        new DocumentColumn(english ? "Order" : "Đơn hàng", DocumentCellKind.Code, 16),
        new DocumentColumn(english ? "Placed" : "Phát sinh", DocumentCellKind.Day, 10),
        new DocumentColumn(english ? "Final" : "Chốt", DocumentCellKind.Day, 10),
        new DocumentColumn(english ? "Link and sub-id" : "Liên kết và mã phụ", DocumentCellKind.Text, 24),
        new DocumentColumn(english ? "Value (đồng)" : "Giá trị (đồng)", DocumentCellKind.Dong, 14, IsSummed: true),
        new DocumentColumn(english ? "Reward (đồng)" : "Thưởng (đồng)", DocumentCellKind.Dong, 14, IsSummed: true),
    ];

    private static IReadOnlyList<IReadOnlyList<DocumentCell>> Lines(int count, long factor, int seed) =>
    [
        .. Enumerable.Range(1, count).Select(line => (IReadOnlyList<DocumentCell>)
        [
            DocumentCell.Code(string.Create(CultureInfo.InvariantCulture, $"DH{26_100_000 + 1000 * seed + line}"))
                with { Link = line % 10 == 1 ? $"https://portal.example.vn/orders/{line}" : null },
            DocumentCell.Day(new DateOnly(2026, 10, 1).AddDays(line % 30)),
            DocumentCell.Day(new DateOnly(2026, 10, 15).AddDays(line % 30)),
            DocumentCell.Words(line % 4 == 0 ? "Bộ ấm chén men lam vẽ tay · facebook-thang10" : "Bộ ấm chén · fb"),
            DocumentCell.Dong((350_000 + 1_737 * line) * factor),
            DocumentCell.Dong((line % 9 == 0 ? -25_000 : 25_000 + 173 * line) * factor),
        ]),
    ];
}
