using System.Globalization;
using System.Text.RegularExpressions;
using Portal.App.Texts;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Imports;

/// <summary>
/// Reads what people in Vietnam write into spreadsheets. Each method answers null for a text that it cannot read for certain:
/// an amount is never guessed.
/// </summary>
public static partial class CellValues
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How a local time may be written, and how much later than its first instant it may still mean: a report that leaves
    /// the seconds out says "in this minute".
    /// </summary>
    private static readonly (string[] Formats, TimeSpan Width)[] LocalFormats =
    [
        (["d/M/yyyy H:m:s", "d-M-yyyy H:m:s", "H:m:s d/M/yyyy", "yyyy-M-d H:m:s.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"], TimeSpan.Zero),
        (["d/M/yyyy H:m", "d-M-yyyy H:m", "H:m d/M/yyyy", "yyyy-M-d H:m", "yyyy-MM-dd'T'HH:mm"], TimeSpan.FromMinutes(1) - Millisecond),
        (["d/M/yyyy", "d-M-yyyy", "yyyy-M-d"], TimeSpan.FromDays(1) - Millisecond),
    ];

    // zzz and a literal Z, never K: that takes a text without an offset too, and then means the time zone of this machine
    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz"];

    private static readonly string[] UtcFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Words for the state of an order, folded, and the event that they report; null: nothing happened yet.</summary>
    private static readonly Dictionary<string, OrderEventType?> StatusWords = Statuses();

    /// <summary>Words for why an order was cancelled, folded.</summary>
    private static readonly Dictionary<string, string> ReasonWords = Reasons();

    /// <summary>
    /// Whole đồng: <c>1234567</c>, <c>1.234.567</c>, <c>1 234 567</c>, <c>1,234,567 ₫</c>, <c>1234567,00</c>. Refuses parts of a
    /// đồng, and groups that are not of three digits. More digits than an amount can have come out as <see cref="long.MaxValue"/>.
    /// </summary>
    public static long? Money(string text)
    {
        var match = Amount().Match(CurrencyMarks().Replace(text.Trim(), ""));
        if (!match.Success)
            return null;

        var digits = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit)).TrimStart('0');
        var amount = digits.Length switch
        {
            0 => 0,
            > 18 => long.MaxValue,
            _ => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
        };
        return match.Groups["minus"].Success ? -amount : amount;
    }

    /// <summary>
    /// A number of pieces: plain digits, with at most a fraction of zeros. <c>1.000</c> is a thousand to one program and one
    /// piece to another, so it is refused.
    /// </summary>
    public static int? Quantity(string text) =>
        Pieces().Match(text.Trim()) is { Success: true } match
        && int.TryParse(match.Groups["whole"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pieces)
            ? pieces
            : null;

    /// <summary>
    /// An instant; a text without an offset is Vietnam time, day before month. Without seconds, or without a time of day, it is
    /// the last instant that the text can mean: a customer's click comes before his order, so the first would count clicks of
    /// the same minute or day as made too late (R1.5).
    /// </summary>
    public static DateTimeOffset? Instant(string text)
    {
        var trimmed = Spaces().Replace(text.Trim(), " ");
        foreach (var (formats, width) in LocalFormats)
        {
            // the first and last days of the calendar have no instant in every time zone, and no order
            if (DateTime.TryParseExact(trimmed, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                return local.Year is > 1 and < 9999 ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalCalendar.Offset) + width : null;
        }

        return DateTimeOffset.TryParseExact(trimmed, UtcFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            || DateTimeOffset.TryParseExact(trimmed, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
                ? instant
                : null;
    }

    /// <summary>True when the word is known; <paramref name="happened"/> is what it reports, null for "not yet".</summary>
    public static bool TryStatus(string text, out OrderEventType? happened) =>
        StatusWords.TryGetValue(SearchText.Fold(text), out happened);

    /// <summary>
    /// A cancellation reason: a code of R2.2 or its words; anything else is <c>other</c> with the text as note. Without any
    /// text the note is the word that the report has for the state, since "other" alone says nothing.
    /// </summary>
    public static (string Reason, string? Note) CancellationReason(string text, string status) =>
        ReasonWords.TryGetValue(SearchText.Fold(text), out var known)
            ? (known, null)
            : (CancellationReasons.Other, text.Trim() is { Length: > 0 } said ? said : status.Trim());

    private static Dictionary<string, OrderEventType?> Statuses()
    {
        var words = new Dictionary<string, OrderEventType?>(StringComparer.Ordinal);
        Add(null, "cho duyet", "cho xac nhan", "da xac nhan", "cho xu ly", "dang xu ly", "cho lay hang", "cho giao hang", "dang giao", "dang giao hang",
            "dang van chuyen", "dang chuan bi hang", "chua thanh toan", "cho thanh toan", "moi", "don moi", "new", "confirmed", "processing", "shipped", "unpaid");
        Add(OrderEventType.Paid, "hoan thanh", "da hoan thanh", "hoan tat", "da thanh toan", "thanh toan thanh cong", "paid", "completed", "success");
        Add(OrderEventType.Delivered, "da giao", "da giao hang", "giao hang thanh cong", "da nhan hang", "delivered");
        Add(OrderEventType.Cancelled, "huy", "huy don", "don huy", "khach huy", "canceled");
        Add(OrderEventType.Returned, "hoan hang", "da hoan hang", "tra hang", "da tra hang", "khach tra hang", "hoan tra", "returned", "refunded");
        // and the portal's own words, so that its exports can be read back
        foreach (var culture in Cultures)
        {
            Add(null, TextCatalog.Of(OrderStatus.Pending, culture));
            Add(OrderEventType.Paid, TextCatalog.Of(OrderStatus.Successful, culture));
            Add(OrderEventType.Cancelled, TextCatalog.Of(OrderStatus.Cancelled, culture));
        }

        return words;

        void Add(OrderEventType? happened, params IEnumerable<string> said)
        {
            foreach (var word in said)
                words[SearchText.Fold(word)] = happened;
        }
    }

    private static Dictionary<string, string> Reasons()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(CancellationReasons.WrongDetails, "sai thong tin", "sai dia chi", "sai so dien thoai", "sai sdt");
        Add(CancellationReasons.Unreachable, "khong lien lac duoc", "khong nghe may", "khong goi duoc");
        Add(CancellationReasons.RefusedAtDelivery, "tu choi nhan hang", "khong nhan hang", "boom hang", "bom hang");
        Add(CancellationReasons.Returned, "tra hang", "hoan hang", "hoan tra");
        Add(CancellationReasons.OutOfStock, "hang het");
        Add(CancellationReasons.Fraud, "gian lan", "lua dao");
        foreach (var code in CancellationReasons.All.Where(code => code != CancellationReasons.Other))
            Add(code, [code, .. Cultures.Select(culture => TextCatalog.Reason(code, culture))]);
        return words;

        void Add(string reason, params IEnumerable<string> said)
        {
            foreach (var word in said)
                words[SearchText.Fold(word)] = reason;
        }
    }

    private static IEnumerable<CultureInfo> Cultures => [TextCatalog.Vietnamese, TextCatalog.English];

    // only before and after the digits: a mark between them is not a currency but a slip
    [GeneratedRegex(@"^(VN[DĐ]|₫|đ)\s*|\s*(VN[DĐ]|₫|đ)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex CurrencyMarks();

    // Groups of three with one kind of mark, or plain digits; then at most a fraction of zeros, with another mark than the groups'.
    [GeneratedRegex(
        @"^(?<minus>-)?((?<whole>[0-9]{1,3}(\.[0-9]{3})+)(,0{1,2})?|(?<whole>[0-9]{1,3}(,[0-9]{3})+)(\.0{1,2})?|(?<whole>[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+|[0-9]+)([.,]0{1,2})?)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^(?<whole>-?[0-9]{1,9})([.,]0{1,2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
