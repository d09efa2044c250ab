using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Portal.App.Settings;

namespace Portal.App.Tracking.Clicks;

/// <summary>
/// Makes clicks durable in groups: callers put theirs into a buffer, and one thread commits whatever has gathered while it
/// was busy with the group before. It never waits for more to come: a window of one millisecond halves the throughput of 32
/// connections. A caller gets true once his click is on the disk, and false when that did not happen in time; a customer is
/// then sent on all the same, and his token restores the click (<see cref="RestoreClicks"/>).
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

    private readonly object gate = new();
    private Batch gathering = new();
    private Batch spare = new();
    private bool started;
    private bool waiting;
    private bool stopping;
    private DateTimeOffset nextComplaint;

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
    }

    /// <summary>True: the click is durable. False: it is not, or not yet.</summary>
    public ValueTask<bool> RecordAsync(ClickRecord click)
    {
        Task<bool> commit;
        lock (gate)
        {
            if (stopping || gathering.Clicks.Count >= settings.Buffer)
            {
                unrecorded.Add(1);
                return new(false);
            }

            gathering.Clicks.Add(click);
            commit = gathering.Commit.Task;
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

        return new(WithinMaxWait(commit));
    }

    /// <summary>Takes no more clicks and returns when those that wait are durable.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task rest;
        lock (gate)
        {
            stopping = true;
            rest = started ? gathering.Commit.Task : Task.CompletedTask;
            Monitor.Pulse(gate);
        }

        await rest.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }

        if (thread.IsAlive) thread.Join(settings.MaxWait);
    }

    private async Task<bool> WithinMaxWait(Task<bool> commit)
    {
        try
        {
            if (await commit.WaitAsync(settings.MaxWait, clock)) return true;
        }
        catch (TimeoutException)
        {
            // The customer does not wait for a slow disk.
        }

        unrecorded.Add(1);
        return false;
    }

    private void Run()
    {
        while (true)
        {
            Batch batch;
            bool last;
            lock (gate)
            {
                while (gathering.Clicks.Count == 0 && !stopping)
                {
                    waiting = true;
                    Monitor.Wait(gate);
                }

                waiting = false;
                last = stopping;
                batch = gathering;
                gathering = spare;
            }

            batch.Commit.SetResult(Commit(batch.Clicks));
            if (last) return;
            batch.Clear();
            spare = batch;
        }
    }

    private bool Commit(List<ClickRecord> clicks)
    {
        if (clicks.Count == 0) return true;
        var began = clock.GetTimestamp();
        try
        {
            store.Insert(clicks);
        }
        catch (Exception failure)
        {
            Complain(failure, clicks.Count);
            return false;
        }

        recorded.Add(clicks.Count);
        sizes.Record(clicks.Count);
        durations.Record(clock.GetElapsedTime(began).TotalSeconds);
        return true;
    }

    /// <summary>At most once in ten seconds: a full disk must not be filled further by the log.</summary>
    private void Complain(Exception failure, int clicks)
    {
        var now = clock.GetUtcNow();
        if (now < nextComplaint) return;
        nextComplaint = now.AddSeconds(10);
        log.LogError(failure, "{Clicks} clicks could not be recorded; customers are sent on, and the clicks come back with their orders", clicks);
    }

    private sealed class Batch
    {
        public List<ClickRecord> Clicks { get; } = [];

        /// <summary>One for all clicks of the batch. Their callers go on elsewhere, not on the writer's thread.</summary>
        public TaskCompletionSource<bool> Commit { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Clear()
        {
            Clicks.Clear();
            Commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
