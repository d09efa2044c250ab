using System.Globalization;
using System.Text.RegularExpressions;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>
/// Reads what people in Vietnam write into spreadsheets, beside amounts (<see cref="DongText"/>). Each method answers null for a text
/// that it cannot read for certain.
/// </summary>
public static partial class CellValues
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How a local time may be written, after <see cref="Plain"/>, and how much later than its first instant it may still mean: a
    /// report that leaves the seconds out says "in this minute".
    /// </summary>
    private static readonly (string[] Formats, TimeSpan Width)[] LocalFormats =
    [
        (["d/M/yyyy H:m:s", "d/M/yyyy H:m:s.FFFFFFF", "H:m:s d/M/yyyy", "yyyy/M/d H:m:s", "yyyy/M/d H:m:s.FFFFFFF", "H:m:s yyyy/M/d"],
            TimeSpan.Zero),
        (["d/M/yyyy H:m", "H:m d/M/yyyy", "yyyy/M/d H:m", "H:m yyyy/M/d"], TimeSpan.FromMinutes(1) - Millisecond),
        (["d/M/yyyy", "yyyy/M/d"], TimeSpan.FromDays(1) - Millisecond),
    ];

    private static readonly (string[] Formats, TimeSpan Width)[] IsoFormats =
    [
        (["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"], TimeSpan.Zero),
        (["yyyy-MM-dd'T'HH:mm"], TimeSpan.FromMinutes(1) - Millisecond),
    ];

    // zzz and a literal Z, never K: that takes a text without an offset too, and then means the time zone of this machine
    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz"];

    private static readonly string[] UtcFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Words for a paid order of which some came back, folded.</summary>
    private static readonly HashSet<string> ReturnedInPartWords = new(
        [
            "tra mot phan", "da tra mot phan", "tra hang mot phan", "da tra hang mot phan", "hoan mot phan", "hoan hang mot phan",
            "hoan tra mot phan", "hoan tien mot phan", "partially returned", "partially refunded", "partial return", "partial refund",
        ],
        StringComparer.Ordinal);

    /// <summary>Words for the state of an order, folded, and the event that they report; null: nothing happened yet.</summary>
    private static readonly Dictionary<string, OrderEventType?> StatusWords = Statuses();

    /// <summary>Words for why an order was cancelled, folded.</summary>
    private static readonly Dictionary<string, string> ReasonWords = Reasons();

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
    /// An instant; a text without an offset is Vietnam time, day before month, by 24 hours or with SA and CH. Without seconds, or
    /// without a time of day, it is the last instant that the text can mean: a customer's click comes before their order, so the
    /// first would count clicks of the same minute or day as made too late (R1.5).
    /// </summary>
    public static DateTimeOffset? Instant(string text)
    {
        var trimmed = Spaces().Replace(text.Trim(), " ");
        var local = Local(trimmed, IsoFormats) ?? (Plain(trimmed) is { } plain ? Local(plain, LocalFormats) : null);
        if (local is { } read)
            return read > DateTimeOffset.MinValue ? read : null;

        return DateTimeOffset.TryParseExact(
            trimmed, UtcFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            || DateTimeOffset.TryParseExact(trimmed, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
                ? instant
                : null;
    }

    /// <summary>
    /// True for a day as a spreadsheet counts it (<c>46174.5</c>). It is not read: Excel counts from 1900 or from 1904, which the text
    /// does not say, and four years would decide another order.
    /// </summary>
    public static bool IsSerialDate(string text) => Serial().IsMatch(text.Trim());

    /// <summary>
    /// True for a part of a piece, such as <c>1,5</c> or <c>0.25 kg</c>; <c>1.500</c> may be a thousand, and is not told to be one.
    /// </summary>
    public static bool IsFraction(string text) => Fraction().IsMatch(text.Trim());

    /// <summary>True when the word is known; <paramref name="happened"/> is what it reports, null for "not yet".</summary>
    public static bool TryStatus(string text, out OrderEventType? happened) =>
        StatusWords.TryGetValue(SearchText.Fold(text), out happened);

    /// <summary>True for a word that says of a paid order that some of it came back.</summary>
    public static bool IsReturnedInPart(string text) => ReturnedInPartWords.Contains(SearchText.Fold(text));

    /// <summary>
    /// A cancellation reason: a code of R2.2 or its words; anything else is <c>other</c> with the text as note. Without any
    /// text the note is the word that the report has for the state, since "other" alone says nothing.
    /// </summary>
    public static (string Reason, string? Note) CancellationReason(string text, string status) =>
        ReasonWords.TryGetValue(SearchText.Fold(text), out var known)
            ? (known, null)
            : (CancellationReasons.Other, text.Trim() is { Length: > 0 } said ? said : status.Trim());

    /// <summary>Null for another writing, the least instant for a day that cannot be one.</summary>
    private static DateTimeOffset? Local(string text, (string[] Formats, TimeSpan Width)[] known)
    {
        foreach (var (formats, width) in known)
        {
            if (DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                // the first and last days of the calendar have no instant in every time zone, and no order
                return local.Year is > 1 and < 9999
                    ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), LocalCalendar.Offset) + width
                    : DateTimeOffset.MinValue;
            }
        }

        return null;
    }

    /// <summary>
    /// A local time in one writing: <c>Thứ Hai, 01-02-2026 lúc 9h05 CH</c> is <c>01/02/2026 21:05</c>. Null when what it says of the
    /// half of the day contradicts its hour, or names no certain one: AM and PM come from programs that write the month first, so
    /// they count only where the year stands first.
    /// </summary>
    private static string? Plain(string text)
    {
        var plain = Separators().Replace(SearchText.Fold(text), "/");
        plain = Worded().Replace(plain, "${day}/${month}/${year}");
        plain = Hours().Replace(
            plain, match => $"{match.Groups["hour"].Value}:{(match.Groups["minute"].Success ? match.Groups["minute"].Value : "00")}");
        plain = Spaces().Replace(Weekday().Replace(Between().Replace(plain, " "), ""), " ").Trim();

        var half = HalfDay().Match(plain);
        if (!half.Success)
            return plain;
        var word = half.Groups["half"].Value;
        if (word is "am" or "pm" && !YearFirst().IsMatch(plain))
            return null;

        var hour = int.Parse(half.Groups["hour"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        int? whole = word switch
        {
            "sa" or "sang" or "am" => hour <= 12 ? hour % 12 : null,
            // twelve at night may be either end of the day
            "toi" => hour is >= 6 and < 12 ? hour + 12 : hour is >= 18 and < 24 ? hour : null,
            _ => hour is >= 1 and < 12 ? hour + 12 : hour is >= 12 and < 24 ? hour : null,
        };
        return whole is { } read
            ? string.Create(CultureInfo.InvariantCulture,
                $"{plain[..half.Index]}{read}{half.Groups["rest"].Value}{plain[(half.Index + half.Length)..]}")
            : null;
    }

    private static Dictionary<string, OrderEventType?> Statuses()
    {
        var words = new Dictionary<string, OrderEventType?>(StringComparer.Ordinal);
        Add(null, "cho duyet", "cho xac nhan", "da xac nhan", "cho xu ly", "dang xu ly", "cho lay hang", "cho giao hang", "dang giao",
            "dang giao hang",
            "dang van chuyen", "dang chuan bi hang", "chua thanh toan", "cho thanh toan", "moi", "don moi", "new", "confirmed",
            "processing", "shipped", "unpaid");
        Add(OrderEventType.Paid, "hoan thanh", "da hoan thanh", "hoan tat", "da thanh toan", "thanh toan thanh cong", "paid", "completed",
            "success");
        Add(OrderEventType.Delivered, "da giao", "da giao hang", "giao hang thanh cong", "da nhan hang", "delivered");
        Add(OrderEventType.Cancelled, "huy", "huy don", "don huy", "khach huy", "canceled");
        Add(OrderEventType.Returned, "hoan hang", "da hoan hang", "tra hang", "da tra hang", "khach tra hang", "hoan tra", "returned",
            "refunded");
        Add(OrderEventType.Paid, ReturnedInPartWords);
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

    [GeneratedRegex(@"^(?<whole>-?[0-9]{1,9})([.,]0{1,2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // 1-2-2026, 1.2.2026 and 2026-02-01 as 1/2/2026 and 2026/02/01; a time of day has no such signs
    [GeneratedRegex(@"(?<=\b[0-9]{1,4})[-.](?=[0-9]{1,2}[-.][0-9])|(?<=\b[0-9]{1,4}[-.][0-9]{1,2})[-.](?=[0-9])",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\b(ngay )?(?<day>[0-9]{1,2}) thang (?<month>[0-9]{1,2})( nam|,)? (?<year>[0-9]{4})\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Worded();

    [GeneratedRegex(@"\b(?<hour>[0-9]{1,2}) ?(h|g|gio)( ?(?<minute>[0-9]{1,2})( ?(p|phut))?)?(?=$|[ ,])", RegexOptions.ExplicitCapture)]
    private static partial Regex Hours();

    [GeneratedRegex(@",? luc |, | - ", RegexOptions.ExplicitCapture)]
    private static partial Regex Between();

    [GeneratedRegex(@"\b(thu (hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|ngay)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?<hour>[0-9]{1,2})(?<rest>:[0-9]{1,2}(:[0-9]{1,2})?) ?(?<half>sa|sang|ch|chieu|toi|am|pm)\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex HalfDay();

    [GeneratedRegex(@"\b[0-9]{4}/")]
    private static partial Regex YearFirst();

    // the days from 2000 to 2099
    [GeneratedRegex(@"^(3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}([.,][0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Serial();

    [GeneratedRegex(@"^-?(0[.,][0-9]*[1-9][0-9]*|[0-9]{1,9}[.,]([0-9]{1,2}|[0-9]{4,15}))\s*\p{L}{0,5}\.?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();
}
