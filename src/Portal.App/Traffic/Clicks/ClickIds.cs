namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Click ids: 63 bits that grow with time, so that the table grows at its end and the later recorded of two clicks has the
/// higher id (R1.4). Milliseconds since 2020 (41 bits, until 2089), the node (10 bits), a number within the millisecond
/// (12 bits). Ids never repeat and never go back, even when the clock does.
/// </summary>
public sealed class ClickIds(TimeProvider clock, int node)
{
    /// <summary>How many nodes can be told apart.</summary>
    public const int Nodes = 1 << NodeBits;

    private const int NodeBits = 10;
    private const int SequenceBits = 12;
    private const long SequenceMask = (1 << SequenceBits) - 1;

    private static readonly long Epoch = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long nodeBits = node is >= 0 and < Nodes
        ? (long)node << SequenceBits
        : throw new ArgumentOutOfRangeException(nameof(node), node, $"Tracking:Node must be from 0 to {Nodes - 1}.");

    // Millisecond and number within it, without the node between them: one more is always the next id, and when a
    // millisecond runs out of numbers the next one is borrowed.
    private long last;

    public long Next()
    {
        while (true)
        {
            var seen = Volatile.Read(ref last);
            var next = Math.Max(seen + 1, Milliseconds() << SequenceBits);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen) return Join(next);
        }
    }

    /// <summary>Only ids above this one from now on. Called at the start with the highest id stored, because the clock may
    /// have been set back while the portal was down.</summary>
    public void StartAfter(long id)
    {
        var moment = id >> (NodeBits + SequenceBits) << SequenceBits | SequenceMask;
        if (moment > Volatile.Read(ref last)) Volatile.Write(ref last, moment);
    }

    /// <summary>The lowest id that a click of this instant can have.</summary>
    public static long LowestAt(DateTimeOffset at) => Math.Max(0, at.ToUnixTimeMilliseconds() - Epoch) << (NodeBits + SequenceBits);

    private long Milliseconds() => Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch);

    private long Join(long moment) =>
        moment >> SequenceBits << (NodeBits + SequenceBits) | nodeBits | moment & SequenceMask;
}
