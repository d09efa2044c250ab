using System.Text.RegularExpressions;

namespace Portal.App.Orders.Import;

/// <summary>
/// What a column of an order report can hold. One row is one line of an order; rows with the same order number are one
/// order, and its amounts are read from the first of them.
/// </summary>
public enum ImportColumn
{
    OrderId,
    PlacedAt,
    Status,
    StatusAt,
    CancellationReason,
    CustomerId,
    CustomerEmail,
    CustomerPhone,
    DeviceId,
    ClickId,
    VisitorId,
    ReferralCode,
    PickupPoint,
    Source,
    Sku,
    ProductName,
    Category,
    Quantity,
    UnitPrice,
    LineDiscount,
    ReturnedQuantity,
    Shipping,
    PlatformDiscount,
    ShopDiscount,
    Voucher,
    Points,
    Paid,
    ReturnedAmount,
}

/// <summary>Which columns a report must have, and the headings that are recognised without asking.</summary>
public static partial class ImportColumns
{
    public static readonly IReadOnlySet<ImportColumn> Required = new HashSet<ImportColumn>
    {
        ImportColumn.OrderId, ImportColumn.PlacedAt, ImportColumn.ProductName, ImportColumn.Quantity, ImportColumn.UnitPrice,
    };

    /// <summary>
    /// Headings of the usual shop systems, folded (lower case, no diacritics): a first proposal that the shop corrects once.
    /// </summary>
    private static readonly Dictionary<string, ImportColumn> KnownHeadings = new(StringComparer.Ordinal)
    {
        ["ma don"] = ImportColumn.OrderId,
        ["so don"] = ImportColumn.OrderId,
        ["don hang"] = ImportColumn.OrderId,
        ["order number"] = ImportColumn.OrderId,
        ["order code"] = ImportColumn.OrderId,
        ["ma don hang"] = ImportColumn.OrderId,
        ["so don hang"] = ImportColumn.OrderId,
        ["order id"] = ImportColumn.OrderId,
        ["order"] = ImportColumn.OrderId,
        ["externalid"] = ImportColumn.OrderId,
        ["ngay dat"] = ImportColumn.PlacedAt,
        ["dat luc"] = ImportColumn.PlacedAt,
        ["thoi gian dat hang"] = ImportColumn.PlacedAt,
        ["thoi gian tao"] = ImportColumn.PlacedAt,
        ["placed"] = ImportColumn.PlacedAt,
        ["order date"] = ImportColumn.PlacedAt,
        ["ngay dat hang"] = ImportColumn.PlacedAt,
        ["thoi gian dat"] = ImportColumn.PlacedAt,
        ["ngay tao"] = ImportColumn.PlacedAt,
        ["placed at"] = ImportColumn.PlacedAt,
        ["created at"] = ImportColumn.PlacedAt,
        ["trang thai"] = ImportColumn.Status,
        ["trang thai don"] = ImportColumn.Status,
        ["trang thai don hang"] = ImportColumn.Status,
        ["tinh trang"] = ImportColumn.Status,
        ["tinh trang don hang"] = ImportColumn.Status,
        ["status"] = ImportColumn.Status,
        ["ngay cap nhat"] = ImportColumn.StatusAt,
        ["thoi gian cap nhat"] = ImportColumn.StatusAt,
        ["ngay thanh toan"] = ImportColumn.StatusAt,
        ["status at"] = ImportColumn.StatusAt,
        ["ly do huy"] = ImportColumn.CancellationReason,
        ["cancellation reason"] = ImportColumn.CancellationReason,
        ["ma khach hang"] = ImportColumn.CustomerId,
        ["customer id"] = ImportColumn.CustomerId,
        ["email"] = ImportColumn.CustomerEmail,
        ["email khach hang"] = ImportColumn.CustomerEmail,
        ["so dien thoai"] = ImportColumn.CustomerPhone,
        ["dien thoai"] = ImportColumn.CustomerPhone,
        ["sdt"] = ImportColumn.CustomerPhone,
        ["phone"] = ImportColumn.CustomerPhone,
        ["ma thiet bi"] = ImportColumn.DeviceId,
        ["device id"] = ImportColumn.DeviceId,
        ["pclk"] = ImportColumn.ClickId,
        ["click id"] = ImportColumn.ClickId,
        ["visitor id"] = ImportColumn.VisitorId,
        ["ma khach"] = ImportColumn.CustomerId,
        ["e mail"] = ImportColumn.CustomerEmail,
        ["clickid"] = ImportColumn.ClickId,
        ["visitorid"] = ImportColumn.VisitorId,
        ["ma gioi thieu"] = ImportColumn.ReferralCode,
        ["referral code"] = ImportColumn.ReferralCode,
        ["diem nhan hang"] = ImportColumn.PickupPoint,
        ["pickup point"] = ImportColumn.PickupPoint,
        ["nguon"] = ImportColumn.Source,
        ["source"] = ImportColumn.Source,
        ["ma san pham"] = ImportColumn.Sku,
        ["ma hang"] = ImportColumn.Sku,
        ["sku"] = ImportColumn.Sku,
        ["san pham"] = ImportColumn.ProductName,
        ["ten san pham"] = ImportColumn.ProductName,
        ["ten hang"] = ImportColumn.ProductName,
        ["ten hang hoa"] = ImportColumn.ProductName,
        ["product"] = ImportColumn.ProductName,
        ["product name"] = ImportColumn.ProductName,
        ["danh muc"] = ImportColumn.Category,
        ["nganh hang"] = ImportColumn.Category,
        ["category"] = ImportColumn.Category,
        ["so luong"] = ImportColumn.Quantity,
        ["sl"] = ImportColumn.Quantity,
        ["quantity"] = ImportColumn.Quantity,
        ["don gia"] = ImportColumn.UnitPrice,
        ["gia"] = ImportColumn.UnitPrice,
        ["gia ban"] = ImportColumn.UnitPrice,
        ["unit price"] = ImportColumn.UnitPrice,
        ["giam gia san pham"] = ImportColumn.LineDiscount,
        ["line discount"] = ImportColumn.LineDiscount,
        ["so luong tra"] = ImportColumn.ReturnedQuantity,
        ["so luong tra lai"] = ImportColumn.ReturnedQuantity,
        ["so luong tra hang"] = ImportColumn.ReturnedQuantity,
        ["so luong hang tra"] = ImportColumn.ReturnedQuantity,
        ["so luong khach tra lai"] = ImportColumn.ReturnedQuantity,
        ["so luong hoan"] = ImportColumn.ReturnedQuantity,
        ["so luong hoan tra"] = ImportColumn.ReturnedQuantity,
        ["sl tra"] = ImportColumn.ReturnedQuantity,
        ["sl tra lai"] = ImportColumn.ReturnedQuantity,
        ["sl tra hang"] = ImportColumn.ReturnedQuantity,
        ["sl hoan"] = ImportColumn.ReturnedQuantity,
        ["returned quantity"] = ImportColumn.ReturnedQuantity,
        ["quantity returned"] = ImportColumn.ReturnedQuantity,
        ["returned qty"] = ImportColumn.ReturnedQuantity,
        ["refunded quantity"] = ImportColumn.ReturnedQuantity,
        ["phi van chuyen"] = ImportColumn.Shipping,
        ["phi ship"] = ImportColumn.Shipping,
        ["shipping"] = ImportColumn.Shipping,
        ["san giam gia"] = ImportColumn.PlatformDiscount,
        ["giam gia san"] = ImportColumn.PlatformDiscount,
        ["platform discount"] = ImportColumn.PlatformDiscount,
        ["shop giam gia"] = ImportColumn.ShopDiscount,
        ["giam gia"] = ImportColumn.ShopDiscount,
        ["shop discount"] = ImportColumn.ShopDiscount,
        ["voucher"] = ImportColumn.Voucher,
        ["diem"] = ImportColumn.Points,
        ["diem thuong"] = ImportColumn.Points,
        ["points"] = ImportColumn.Points,
        ["thanh toan"] = ImportColumn.Paid,
        ["khach tra"] = ImportColumn.Paid,
        ["thuc thu"] = ImportColumn.Paid,
        ["paid"] = ImportColumn.Paid,
        ["tien hang tra lai"] = ImportColumn.ReturnedAmount,
        ["tien hang khach tra lai"] = ImportColumn.ReturnedAmount,
        ["gia tri tra hang"] = ImportColumn.ReturnedAmount,
        ["gia tri hang tra"] = ImportColumn.ReturnedAmount,
        ["gia tri hang tra lai"] = ImportColumn.ReturnedAmount,
        ["gia tri hoan"] = ImportColumn.ReturnedAmount,
        ["tien hoan"] = ImportColumn.ReturnedAmount,
        ["tien hoan tra"] = ImportColumn.ReturnedAmount,
        ["so tien hoan"] = ImportColumn.ReturnedAmount,
        ["so tien hoan tra"] = ImportColumn.ReturnedAmount,
        ["hoan tien"] = ImportColumn.ReturnedAmount,
        ["returned amount"] = ImportColumn.ReturnedAmount,
        ["amount returned"] = ImportColumn.ReturnedAmount,
        ["refunded amount"] = ImportColumn.ReturnedAmount,
        ["refund amount"] = ImportColumn.ReturnedAmount,
    };

    /// <summary>
    /// Headings of what a customer paid that stand for other sums in some reports (before a discount, or of one line), the surest first:
    /// proposed only where no heading says it better.
    /// </summary>
    private static readonly string[] PerhapsPaid =
    [
        "tong thanh toan", "tong tien thanh toan", "khach phai tra", "khach thanh toan", "tong tien", "tong so tien", "tong cong",
            "tong gia tri don hang",
        "gia tri don hang", "gia tri don", "tong gia tri", "tong don", "grand total", "order total", "total", "thanh tien", "so tien",
            "amount",
    ];

    /// <summary>A first mapping for headings that nobody mapped yet: each column at most once, from left to right.</summary>
    public static IReadOnlyDictionary<ImportColumn, int> Propose(IReadOnlyList<string> headings)
    {
        var proposal = new Dictionary<ImportColumn, int>();
        for (var i = 0; i < headings.Count; i++)
        {
            if (KnownHeadings.TryGetValue(Plain(headings[i]), out var column))
                proposal.TryAdd(column, i);
        }

        if (!proposal.ContainsKey(ImportColumn.Paid))
        {
            var plain = headings.Select(Plain).ToList();
            if (PerhapsPaid.Select(heading => plain.IndexOf(heading)).Where(at => at >= 0).Select(at => (int?)at)
                .FirstOrDefault() is { } paid)
                proposal.Add(ImportColumn.Paid, paid);
        }

        return proposal;
    }

    /// <summary>A heading without what people add to it: <c>Đơn giá (VNĐ) *</c> is <c>don gia</c>.</summary>
    private static string Plain(string heading) =>
        Domain.Common.SearchText.Fold(NotTheName().Replace(Domain.Common.SearchText.Fold(heading), " "));

    [GeneratedRegex(@"\s*(\([^)]*\)|\[[^\]]*\])|[^\p{L}\p{Nd}]+", RegexOptions.ExplicitCapture)]
    private static partial Regex NotTheName();
}
