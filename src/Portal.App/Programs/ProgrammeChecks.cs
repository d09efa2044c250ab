using Portal.Domain.Common;

namespace Portal.App.Programs;

/// <summary>The checks that making a programme and giving it new settings share.</summary>
internal static class ProgrammeChecks
{
    /// <summary>As old as the oldest shop may be: an earlier date is a wrong unit.</summary>
    public static readonly DateTimeOffset EarliestStart = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly FieldError TooEarly =
        new FieldError("effectiveFrom", FieldCodes.DateTooEarly).With("earliest", $"{EarliestStart:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <summary>To the microsecond, which every database keeps: two versions that start "at the same time" then do so everywhere.</summary>
    public static DateTimeOffset Whole(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
