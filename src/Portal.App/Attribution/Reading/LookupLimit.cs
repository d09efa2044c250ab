using System.Collections.Concurrent;
using System.Globalization;
using Portal.Domain.Common;

namespace Portal.App.Attribution.Reading;

/// <summary>
/// How often a partner may look orders up. Counted in each process by itself: what it guards against is trying numbers by the
/// thousand, and for that a few nodes make no difference.
/// </summary>
public sealed class LookupLimit(TimeProvider clock)
{
    public const int PerHour = 30;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // At most 30 times for each partner who looked something up within the last two hours.
    private readonly ConcurrentDictionary<Guid, Queue<DateTimeOffset>> taken = new();
    private readonly Lock gate = new();
    private DateTimeOffset nextCleaning;

    /// <summary>Counts one look-up; the refusal says when the next is possible.</summary>
    public Refusal? Take(Guid partner)
    {
        var now = clock.GetUtcNow();
        ForgetThoseOfLongAgo(now);
        var times = taken.GetOrAdd(partner, _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            while (times.TryPeek(out var first) && first <= now - Hour)
                times.Dequeue();
            if (times.Count < PerHour)
            {
                times.Enqueue(now);
                return null;
            }

            return new Refusal(RefusalKind.TooMany, LookupRefusals.TooMany)
                .With("max", PerHour.ToString(CultureInfo.InvariantCulture))
                .With("retryAt", (times.Peek() + Hour).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    private void ForgetThoseOfLongAgo(DateTimeOffset now)
    {
        lock (gate)
        {
            if (now < nextCleaning)
                return;
            nextCleaning = now + Hour;
        }

        foreach (var (partner, times) in taken)
        {
            // who counts one more at this very moment counts it for nobody: one of thirty
            lock (times)
            {
                if (times.All(time => time <= now - Hour))
                    taken.TryRemove(KeyValuePair.Create(partner, times));
            }
        }
    }
}
