namespace Portal.Domain.Disputes;

/// <summary>How near the day is by which whoever has the turn must answer (R8.3).</summary>
public enum DisputeUrgency
{
    /// <summary>Nothing is due: it is a draft, or decided.</summary>
    None,

    InTime,

    Near,

    Past,
}

/// <summary>The times of a dispute (R8.3, R8.8).</summary>
/// <param name="Due">How long whoever has the turn has to answer.</param>
/// <param name="Remind">How long before that they are reminded; from then on it is near.</param>
/// <param name="EscalateEvery">How often the admins are told of one that is past.</param>
/// <param name="Appeal">How long after a decision it can be appealed.</param>
public sealed record DisputeClock(TimeSpan Due, TimeSpan Remind, TimeSpan EscalateEvery, TimeSpan Appeal)
{
    public DateTimeOffset DueFrom(DateTimeOffset now) => now + Due;

    /// <summary>When whoever has the turn is to be told next: before the due date, at it, and then again and again.</summary>
    /// <param name="dueAt">By when they must answer.</param>
    /// <param name="now">Nothing before this is told any more.</param>
    public DateTimeOffset NoticeAfter(DateTimeOffset dueAt, DateTimeOffset now)
    {
        if (dueAt - Remind > now)
            return dueAt - Remind;
        return dueAt > now ? dueAt : now + EscalateEvery;
    }

    public DisputeUrgency UrgencyOf(DateTimeOffset? dueAt, DateTimeOffset now) =>
        dueAt is not { } due ? DisputeUrgency.None
        : due <= now ? DisputeUrgency.Past
        : due - Remind <= now ? DisputeUrgency.Near
        : DisputeUrgency.InTime;

    public bool MayAppeal(DateTimeOffset decidedAt, DateTimeOffset now) => now < decidedAt + Appeal;
}
