using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Imports;

/// <summary>
/// Reads what people in Vietnam write into spreadsheets. Each method answers null for a text that it cannot read for certain:
/// an amount is never guessed.
/// </summary>
public static partial class CellValues
{
    private static readonly string[] LocalFormats =
    [
        "d/M/yyyy H:m:s", "d/M/yyyy H:m", "d/M/yyyy",
        "d-M-yyyy H:m:s", "d-M-yyyy H:m", "d-M-yyyy",
        "H:m:s d/M/yyyy", "H:m d/M/yyyy",
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm",
    ];

    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss zzz"];

    /// <summary>Words for the state of an order, folded, and the event that they report; null: nothing happened yet.</summary>
    private static readonly Dictionary<string, OrderEventType?> StatusWords = new(StringComparer.Ordinal)
    {
        ["cho duyet"] = null,
        ["cho xac nhan"] = null,
        ["dang xu ly"] = null,
        ["dang giao"] = null,
        ["moi"] = null,
        ["pending"] = null,
        ["thanh cong"] = OrderEventType.Paid,
        ["hoan thanh"] = OrderEventType.Paid,
        ["da thanh toan"] = OrderEventType.Paid,
        ["paid"] = OrderEventType.Paid,
        ["successful"] = OrderEventType.Paid,
        ["completed"] = OrderEventType.Paid,
        ["huy"] = OrderEventType.Cancelled,
        ["da huy"] = OrderEventType.Cancelled,
        ["cancelled"] = OrderEventType.Cancelled,
        ["canceled"] = OrderEventType.Cancelled,
        ["hoan hang"] = OrderEventType.Returned,
        ["tra hang"] = OrderEventType.Returned,
        ["da tra hang"] = OrderEventType.Returned,
        ["returned"] = OrderEventType.Returned,
    };

    /// <summary>
    /// Whole đồng: <c>1234567</c>, <c>1.234.567</c>, <c>1,234,567 ₫</c>, <c>1234567,00</c>. Refuses parts of a đồng, and
    /// groups that are not of three digits.
    /// </summary>
    public static long? Money(string text)
    {
        var cleaned = CurrencyMarks().Replace(text, "");
        var negative = cleaned.StartsWith('-');
        var match = Amount().Match(negative ? cleaned[1..] : cleaned);
        if (!match.Success)
            return null;

        var digits = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? (negative ? -amount : amount)
            : null;
    }

    public static int? Quantity(string text) => Money(text) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>An instant; a text without an offset is Vietnam time, day before month.</summary>
    public static DateTimeOffset? Instant(string text)
    {
        var trimmed = text.Trim();
        if (DateTime.TryParseExact(trimmed, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalCalendar.Offset);
        return DateTimeOffset.TryParseExact(trimmed, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;
    }

    /// <summary>True when the word is known; <paramref name="happened"/> is what it reports, null for "not yet".</summary>
    public static bool TryStatus(string text, out OrderEventType? happened) =>
        StatusWords.TryGetValue(SearchText.Fold(text).Trim(), out happened);

    /// <summary>A cancellation reason: a code of R2.2 or its Vietnamese words; anything else is <c>other</c> with the text as note.</summary>
    public static (string Reason, string? Note) CancellationReason(string text) => SearchText.Fold(text).Trim() switch
    {
        "wrong_details" or "sai thong tin" or "sai dia chi" or "sai so dien thoai" => ("wrong_details", null),
        "unreachable" or "khong lien lac duoc" or "khong nghe may" => ("unreachable", null),
        "refused_at_delivery" or "khach khong nhan" or "tu choi nhan hang" or "boom hang" => ("refused_at_delivery", null),
        "returned" or "tra hang" or "hoan hang" => ("returned", null),
        "out_of_stock" or "het hang" => ("out_of_stock", null),
        "fraud" or "gian lan" => ("fraud", null),
        "" => ("other", "—"),
        _ => ("other", text.Trim()),
    };

    [GeneratedRegex(@"[\s\u00a0₫đĐ]|VND|vnđ|VNĐ|vnd", RegexOptions.ExplicitCapture)]
    private static partial Regex CurrencyMarks();

    // Groups of three with one kind of mark, or plain digits; then at most a fraction of zeros with the other mark.
    [GeneratedRegex(@"^(?<whole>\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+|\d+)([.,]0{1,2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
