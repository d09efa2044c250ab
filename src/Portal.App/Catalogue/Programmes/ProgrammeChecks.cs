using System.Globalization;
using Portal.Domain.Common;

namespace Portal.App.Catalogue.Programmes;

/// <summary>The checks that making a programme and giving it new settings share.</summary>
internal static class ProgrammeChecks
{
    /// <summary>As old as the oldest shop may be: an earlier date is a wrong unit.</summary>
    private static readonly DateTimeOffset EarliestStart = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What lies further ahead is a slip of the pen: nobody announces rules so early.</summary>
    public const int YearsAhead = 5;

    /// <summary>What is wrong with the instant from which settings shall be in force; null when nothing is.</summary>
    public static FieldError? Start(DateTimeOffset effectiveFrom, TimeProvider clock)
    {
        if (effectiveFrom < EarliestStart)
            return new FieldError("effectiveFrom", FieldCodes.DateTooEarly).With("earliest", Text(EarliestStart));

        var latest = clock.GetUtcNow().AddYears(YearsAhead);
        return effectiveFrom > latest ? new FieldError("effectiveFrom", FieldCodes.DateInFuture).With("latest", Text(latest)) : null;
    }

    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>To the microsecond, which every database keeps: two versions that start "at the same time" then do so everywhere.</summary>
    public static DateTimeOffset Whole(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
