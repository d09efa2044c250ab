using System.Diagnostics.Metrics;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Settings;

namespace Portal.App.Traffic.Clicks;

/// <summary>
/// Makes clicks durable in groups: callers put theirs into a buffer, and one thread commits whatever has gathered while it
/// was busy with the group before. It never waits for more to come: a window of one millisecond halves the throughput of 32
/// connections. A caller gets true once their click is on the disk, and false when that did not happen in time; a customer is
/// then sent on all the same, and their token restores the click (<see cref="RestoreClicks"/>).
/// </summary>
public sealed class ClickWriter : IDisposable
{
    private readonly IClickStore store;
    private readonly TrackingSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<ClickWriter> log;
    private readonly Counter<long> recorded;
    private readonly Counter<long> unrecorded;
    private readonly Histogram<int> sizes;
    private readonly Histogram<double> durations;
    private readonly Thread thread;
    private readonly ITimer timeoutTimer;

    private readonly object gate = new();
    private Batch gathering = new();
    private Batch committing = new();
    private bool started;
    private bool waiting;
    private bool stopping;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset nextLogAt;

    public ClickWriter(IClickStore store, TrackingSettings settings, TimeProvider clock, IMeterFactory meters, ILogger<ClickWriter> log)
    {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        var meter = meters.Create("Portal");
        recorded = meter.CreateCounter<long>("portal.clicks.recorded", "{click}", "Clicks made durable");
        unrecorded = meter.CreateCounter<long>("portal.clicks.unrecorded", "{click}", "Clicks answered before they were durable");
        sizes = meter.CreateHistogram<int>("portal.clicks.batch_size", "{click}", "Clicks in one commit");
        durations = meter.CreateHistogram<double>("portal.clicks.commit_duration", "s", "Duration of one commit");
        thread = new Thread(Run) { IsBackground = true, Name = "clicks" };

        // One timer for all: a timer for each click would cost more than the click.
        var pace = settings.MaxWait / 10;
        timeoutTimer = clock.CreateTimer(_ => SendOnThoseWhoWaitedLong(), null, pace, pace);
    }

    /// <summary>True: the click is durable. False: it is not, or not yet.</summary>
    public async Task<bool> RecordAsync(ClickRecord click)
    {
        var durable = await RecordTogetherAsync(click);
        // What the caller does next may take its time, and others of the batch would wait for it.
        await Task.Yield();
        return durable;
    }

    /// <summary>The same for the redirect, which goes on together with others of its batch and has little left to do. Await
    /// the result once.</summary>
    public ValueTask<bool> RecordTogetherAsync(ClickRecord click)
    {
        Waiter waiter;
        lock (gate)
        {
            if (stopping || gathering.Clicks.Count >= settings.Buffer)
            {
                unrecorded.Add(1);
                return new(false);
            }

            waiter = new Waiter(clock.GetTimestamp());
            gathering.Clicks.Add(click);
            gathering.Waiters.Add(waiter);
            if (!started)
            {
                started = true;
                thread.Start();
            }
            else if (waiting)
            {
                waiting = false;
                Monitor.Pulse(gate);
            }
        }

        return new(waiter, 0);
    }

    /// <summary>Takes no more clicks and returns when those that wait are durable.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            stopping = true;
            if (!started) stopped.TrySetResult();
            Monitor.Pulse(gate);
        }

        await stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }

        if (thread.IsAlive) thread.Join(settings.MaxWait);
        timeoutTimer.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            lock (gate)
            {
                while (gathering.Clicks.Count == 0 && !stopping)
                {
                    waiting = true;
                    Monitor.Wait(gate);
                }

                waiting = false;
                if (gathering.Clicks.Count == 0) break;
                (gathering, committing) = (committing, gathering);
            }

            var durable = Commit(committing.Clicks);
            Waiter[] waiters;
            lock (gate)
            {
                waiters = [.. committing.Waiters];
                committing.Clear();
            }

            Answer(waiters, durable);
        }

        stopped.TrySetResult();
    }

    private bool Commit(List<ClickRecord> clicks)
    {
        var began = clock.GetTimestamp();
        try
        {
            store.Insert(clicks);
        }
        catch (Exception failure)
        {
            LogThrottled(failure, clicks.Count);
            return false;
        }

        recorded.Add(clicks.Count);
        sizes.Record(clicks.Count);
        durations.Record(clock.GetElapsedTime(began).TotalSeconds);
        return true;
    }

    /// <summary>
    /// Lets the callers of a batch go on, in as many groups as there are processors: waking each by itself costs the writer
    /// and the thread pool more than what is left to do for a redirect.
    /// </summary>
    private void Answer(Waiter[] waiters, bool durable)
    {
        var size = (waiters.Length + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        for (var from = 0; from < waiters.Length; from += size)
            ThreadPool.UnsafeQueueUserWorkItem(
                new Group(this, waiters, from, Math.Min(from + size, waiters.Length), durable), preferLocal: false);
    }

    private void Answer(Waiter waiter, bool durable)
    {
        if (!waiter.TryClaim()) return;
        if (!durable) unrecorded.Add(1);
        waiter.Answer(durable);
    }

    /// <summary>The customers do not wait for a slow disk. Their clicks stay in the buffer and are still written.</summary>
    private void SendOnThoseWhoWaitedLong()
    {
        List<Waiter> late = [];
        lock (gate)
        {
            foreach (var waiter in committing.Waiters.Concat(gathering.Waiters))
            {
                // The oldest stand first.
                if (clock.GetElapsedTime(waiter.Since) < settings.MaxWait) break;
                late.Add(waiter);
            }
        }

        foreach (var waiter in late) Answer(waiter, durable: false);
    }

    /// <summary>At most once in ten seconds: a full disk must not be filled further by the log.</summary>
    private void LogThrottled(Exception failure, int clicks)
    {
        var now = clock.GetUtcNow();
        if (now < nextLogAt) return;
        nextLogAt = now.AddSeconds(10);
        log.LogError(failure, "{Clicks} clicks could not be recorded; customers are sent on, and the clicks come back with their orders",
            clicks);
    }

    private sealed class Batch
    {
        public List<ClickRecord> Clicks { get; } = [];

        public List<Waiter> Waiters { get; } = [];

        public void Clear()
        {
            Clicks.Clear();
            Waiters.Clear();
        }
    }

    /// <summary>One caller, answered once: by the commit or by the timer, whichever is first.</summary>
    private sealed class Waiter(long since) : IValueTaskSource<bool>
    {
        private ManualResetValueTaskSourceCore<bool> source;
        private int claimed;

        public long Since { get; } = since;

        /// <summary>True for the one who may answer.</summary>
        public bool TryClaim() => Interlocked.Exchange(ref claimed, 1) == 0;

        public void Answer(bool durable) => source.SetResult(durable);

        public bool GetResult(short token) => source.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => source.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            source.OnCompleted(continuation, state, token, flags);
    }

    private sealed class Group(ClickWriter writer, Waiter[] waiters, int from, int to, bool durable) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            for (var i = from; i < to; i++) writer.Answer(waiters[i], durable);
        }
    }
}
