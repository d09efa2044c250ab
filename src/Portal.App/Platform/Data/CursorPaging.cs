using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Portal.Domain.Common;

namespace Portal.App.Platform.Data;

/// <summary>One page of a list that a program reads, and where the next one starts; null on the last.</summary>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// Which page of a list a program wants. Lists run from the newest to the oldest by the time of their making and, for equal times,
/// by id; a page starts behind the last row of the one before, so that rows that come in between shift nothing.
/// </summary>
public sealed record CursorRequest(int Limit, CursorRequest.Position? After)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    public static readonly CursorRequest First = new(DefaultLimit, null);

    /// <summary>The last row that was seen.</summary>
    public sealed record Position(DateTimeOffset At, Guid Id);

    public static Outcome<CursorRequest> Parse(string? limit, string? cursor)
    {
        var errors = new List<FieldError>();
        var size = DefaultLimit;
        if (limit is not null
            && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= MaxLimit))
        {
            errors.Add(new FieldError("limit", FieldCodes.OutOfRange)
                .With("min", "1").With("max", MaxLimit.ToString(CultureInfo.InvariantCulture)));
        }

        Position? after = null;
        if (cursor is not null && !TryDecode(cursor, out after))
            errors.Add(new FieldError("cursor", FieldCodes.NotFound));
        return errors.Count == 0 ? new CursorRequest(size, after) : Refusal.Invalid(errors);
    }

    /// <summary>Cuts the page out of rows that were read with one more than the limit.</summary>
    public CursorPage<T> Cut<T>(List<T> rows, Func<T, Position> position) => rows.Count <= Limit
        ? new CursorPage<T>(rows, null)
        : new CursorPage<T>(rows[..Limit], Encode(position(rows[Limit - 1])));

    private static string Encode(Position position) =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.At.UtcTicks}.{position.Id:N}")));

    /// <summary>A cursor only says where to go on, in data that the caller may see anyway, so it needs no signature.</summary>
    private static bool TryDecode(string cursor, out Position? position)
    {
        position = null;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
            return false;

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(parts[1], "N", out var id))
            return false;

        position = new Position(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}
