using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Traffic;

public sealed class ClickWriterTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MemoryStore store = new();
    private readonly ClickIds ids = new(TimeProvider.System, 1);
    private readonly ConcurrentDictionary<string, long> counts = new();
    private readonly MeterListener listener = new();
    private ClickWriter? writer;

    public ClickWriterTests()
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == meters) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
    }

    public void Dispose()
    {
        store.Open();
        writer?.Dispose();
        listener.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task Every_caller_is_answered_after_his_click_is_stored_and_clicks_share_commits()
    {
        var target = Writer();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                var click = Click();
                if (!await target.RecordAsync(click) || !store.Stored.ContainsKey(click.Id)) return false;
            }

            return true;
        }));

        Assert.All(answers, Assert.True);
        Assert.Equal(6_400, store.Stored.Count);
        Assert.True(store.Commits < 6_400, $"{store.Commits} commits");
        Assert.Equal(6_400, counts["portal.clicks.recorded"]);
        Assert.False(counts.ContainsKey("portal.clicks.unrecorded"));
    }

    [Fact]
    public async Task A_slow_disk_holds_a_customer_up_for_the_fixed_wait_only_and_the_click_is_still_written()
    {
        var target = Writer(maxWait: TimeSpan.FromMilliseconds(200));
        store.Close();
        var time = Stopwatch.StartNew();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => target.RecordAsync(Click())));

        Assert.All(answers, Assert.False);
        Assert.InRange(time.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
        Assert.Equal(20, counts["portal.clicks.unrecorded"]);
        store.Open();
        Assert.True(await target.RecordAsync(Click()));
        Assert.Equal(21, store.Stored.Count);
        Assert.Equal(20, counts["portal.clicks.unrecorded"]);
    }

    [Fact]
    public async Task A_disk_that_refuses_is_told_at_once_and_the_next_clicks_are_tried_again()
    {
        var target = Writer();
        store.Failure = new IOException("disk full");

        Assert.False(await target.RecordAsync(Click()));

        Assert.Equal(1, counts["portal.clicks.unrecorded"]);
        store.Failure = null;
        Assert.True(await target.RecordAsync(Click()));
        Assert.Single(store.Stored);
    }

    [Fact]
    public async Task A_full_buffer_takes_no_more_and_makes_nobody_wait()
    {
        var target = Writer(buffer: 10, maxWait: TimeSpan.FromSeconds(30));
        store.Close();
        var first = target.RecordAsync(Click());
        await store.Entered;
        var gathering = Enumerable.Range(0, 10).Select(_ => target.RecordAsync(Click())).ToList();

        Assert.False(await target.RecordAsync(Click()));

        Assert.Equal(1, counts["portal.clicks.unrecorded"]);
        store.Open();
        Assert.True(await first);
        Assert.All(await Task.WhenAll(gathering), Assert.True);
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_refuses_what_comes_later()
    {
        var target = Writer();
        store.Close();
        var first = target.RecordAsync(Click());
        await store.Entered;
        var second = target.RecordAsync(Click());
        var stop = target.StopAsync(default);
        store.Open();

        await stop;

        Assert.Equal(2, store.Stored.Count);
        Assert.True(await first && await second);
        Assert.False(await target.RecordAsync(Click()));
    }

    [Fact]
    public async Task Stopping_before_the_first_click_waits_for_nothing() => await Writer().StopAsync(default)
        .WaitAsync(TimeSpan.FromSeconds(5));

    private ClickWriter Writer(int buffer = 50_000, TimeSpan? maxWait = null) => writer = new ClickWriter(
        store, new TrackingSettings { Buffer = buffer, MaxWait = maxWait ?? TimeSpan.FromSeconds(20) }, TimeProvider.System,
        services.GetRequiredService<IMeterFactory>(), NullLogger<ClickWriter>.Instance);

    private ClickRecord Click() => new()
    {
        Id = ids.Next(),
        ProgrammeId = Guid.Empty,
        VisitorId = VisitorId.New(TimeProvider.System),
        At = World.Start,
        Kind = ClickKind.Human,
    };

    /// <summary>A disk that the test makes slow or broken.</summary>
    private sealed class MemoryStore : IClickStore
    {
        private readonly ManualResetEventSlim gate = new(initialState: true);
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<long, ClickRecord> Stored { get; } = new();

        public int Commits { get; private set; }

        public Exception? Failure { get; set; }

        /// <summary>When the first commit has begun.</summary>
        public Task Entered => entered.Task;

        public void Close() => gate.Reset();

        public void Open() => gate.Set();

        public void Insert(IReadOnlyList<ClickRecord> clicks)
        {
            entered.TrySetResult();
            gate.Wait();
            if (Failure is not null) throw Failure;
            Commits++;
            foreach (var click in clicks) Stored[click.Id] = click;
        }

        public Task<long> LastIdAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

        public Task<IReadOnlyList<ClickRecord>> ByIdAsync(IReadOnlyCollection<long> wanted, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ClickRecord>>([.. Stored.Values.Where(click => wanted.Contains(click.Id))]);

        public Task<IReadOnlyList<ClickRecord>> ByVisitorsAsync(
            IReadOnlyCollection<VisitorId> visitors, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ClickRecord>>([]);

        public Task<IReadOnlyList<ClickRecord>> FirstsAsync(IReadOnlyCollection<VisitorId> visitors, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ClickRecord>>([]);

        public Task<IReadOnlyList<ClickDay>> DaysAsync(
            IReadOnlyCollection<Guid> links, DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ClickDay>>([]);

        public Task<long> CountAsync(ClickFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<ClickRecord> ReadAsync(ClickFilter filter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ClickFlood>> FloodsAsync(
            DateTimeOffset hour, int ofVisitor, int ofAddress, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ClickFlood>>([]);
    }
}
