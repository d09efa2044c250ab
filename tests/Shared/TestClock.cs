namespace Portal.Tests.Shared;

/// <summary>A clock that stands still until the test moves it.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private long ticks = now.UtcTicks;

    /// <summary>How much time goes by from one look at the clock to the next; none unless a test asks for it.</summary>
    public TimeSpan Step { get; set; }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, Step.Ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, instant.UtcTicks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
