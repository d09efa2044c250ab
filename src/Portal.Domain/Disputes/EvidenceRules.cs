using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>What R8.2 says of evidence, apart from what its bytes are.</summary>
public static class EvidenceRules
{
    public const int MostMegabytes = 10;

    /// <summary>10 MiB, and not a byte more.</summary>
    public const int MostBytes = MostMegabytes * 1024 * 1024;

    /// <summary>Of one dispute, both sides' together.</summary>
    public const int MostFiles = 10;

    /// <summary>Characters of what the uploader says about a file.</summary>
    public const int LongestNote = 1000;

    /// <summary>A stated time that lies further than this from the file's own stands out.</summary>
    public static readonly TimeSpan MostDifference = TimeSpan.FromDays(1);

    /// <summary>Nothing that anybody disputes is older.</summary>
    public static readonly DateTimeOffset Earliest = LocalCalendar.StartOf(new DateOnly(2000, 1, 1));

    /// <summary>How much faster than ours the uploader's clock may go.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether another file may be added to a dispute that has so many (R8.2).</summary>
    public static Refusal? CheckCount(int files) =>
        files >= MostFiles ? Refusal.Rule(EvidenceRefusals.Full).With("max", Invariant.Text(MostFiles)) : null;

    /// <summary>10 MiB are accepted, a byte more is not (R8.2).</summary>
    public static Refusal? CheckSize(long bytes) => bytes switch
    {
        0 => Refusal.Rule(EvidenceRefusals.Empty),
        > MostBytes => new Refusal(RefusalKind.TooLarge, EvidenceRefusals.TooLarge).With("max", Invariant.Text(MostMegabytes)),
        _ => null,
    };

    /// <summary>What is wrong with what the uploader says about a file. A time that is not stated yet is fine.</summary>
    /// <param name="statedAt">When, by their word, it was that the file shows (R8.2).</param>
    /// <param name="note">What it shows, in their words.</param>
    /// <param name="now">When they say it.</param>
    public static IEnumerable<FieldError> CheckStatement(DateTimeOffset? statedAt, string? note, DateTimeOffset now)
    {
        if (statedAt < Earliest)
            yield return new FieldError("statedAt", FieldCodes.DateTooEarly).With("earliest", Invariant.Text(Earliest));
        if (statedAt > now + ClockTolerance)
            yield return new FieldError("statedAt", FieldCodes.DateInFuture).With("latest", Invariant.Text(now));
        if (TextCheck.Text("note", note, LongestNote) is { } error)
            yield return error;
    }

    /// <summary>Whether stated time and file's time lie more than a day apart, which the reviewer is shown (R8.2).</summary>
    /// <returns>False also where either is not known.</returns>
    public static bool Differs(DateTimeOffset? statedAt, DateTimeOffset? fileAt) =>
        (statedAt - fileAt)?.Duration() > MostDifference;
}
