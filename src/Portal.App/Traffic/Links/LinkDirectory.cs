using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;

namespace Portal.App.Traffic.Links;

/// <summary>What the redirect needs to know of a link, without asking the database.</summary>
public sealed record LinkTarget(
    Guid LinkId, string Code, Guid? PartnerId, Guid? ShopId, Guid ProgrammeId, string DestinationUrl, bool Paused)
{
    /// <summary>How the programme's window changes over time, oldest first.</summary>
    public required IReadOnlyList<(DateTimeOffset EffectiveFrom, int Days)> Windows { get; init; }

    /// <summary>How long a click made at this instant counts (R1.5, R10.1).</summary>
    public TimeSpan WindowAt(DateTimeOffset instant)
    {
        var days = Windows[0].Days;
        for (var i = 1; i < Windows.Count && Windows[i].EffectiveFrom <= instant; i++) days = Windows[i].Days;
        return TimeSpan.FromDays(days);
    }
}

/// <summary>
/// All links in memory, by code (case does not matter) and by id. Loaded at the start and kept right by the changes that
/// this node commits and that it reads of others. Whoever looks up a link while a change of this node is still being read
/// waits for it, so that a link works the moment its maker has it and stops the moment it is paused.
/// </summary>
public sealed class LinkDirectory : IDisposable
{
    /// <summary>The window of a programme whose settings name none.</summary>
    private const int DefaultWindowDays = 30;

    private const int PageSize = 5_000;

    /// <summary>How long a look-up waits for a change to be read; afterwards it answers what was true before.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<PortalDb> contexts;
    private readonly TimeProvider clock;
    private readonly ILogger<LinkDirectory> log;
    private readonly IDisposable subscription;

    private readonly ConcurrentDictionary<string, LinkTarget> byCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, LinkTarget>.AlternateLookup<ReadOnlySpan<char>> byCodeSpan;
    private readonly ConcurrentDictionary<Guid, LinkTarget> byId = new();
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<(DateTimeOffset, int)>> windows = new();

    private readonly Lock gate = new();
    private readonly HashSet<Guid> changedLinks = [];
    private readonly HashSet<Guid> changedProgrammes = [];
    private bool unread = true;
    private volatile bool ready;
    private volatile Task? refresh;
    private long longestWindowDays = 1;

    public LinkDirectory(
        IDbContextFactory<PortalDb> contexts, ChangeNotifier notifier, TimeProvider clock, ILogger<LinkDirectory> log)
    {
        this.contexts = contexts;
        this.clock = clock;
        this.log = log;
        byCodeSpan = byCode.GetAlternateLookup<ReadOnlySpan<char>>();
        subscription = notifier.Subscribe(Note);
    }

    /// <summary>The longest window of any programme: a visitor who is known keeps their cookie at least as long.</summary>
    public TimeSpan LongestWindow => TimeSpan.FromDays(Interlocked.Read(ref longestWindowDays));

    /// <summary>The link of a code, or null. Completes at once unless a change is just being read.</summary>
    public ValueTask<LinkTarget?> FindAsync(ReadOnlySpan<char> code)
    {
        if (Pending() is { } pending)
            return FindAfterAsync(pending, code.ToString());
        return new(byCodeSpan.TryGetValue(code, out var link) ? link : null);
    }

    /// <summary>
    /// The link of an id, or null. For the restoring of clicks, by which orders are decided: a link that another node made a moment ago
    /// is asked for.
    /// </summary>
    public async ValueTask<LinkTarget?> FindAsync(Guid linkId)
    {
        if (Pending() is { } pending) await WaitAsync(pending);
        if (!byId.ContainsKey(linkId)) await ReadAsync([linkId], []);
        return byId.GetValueOrDefault(linkId);
    }

    public void Dispose() => subscription.Dispose();

    /// <summary>Reads all links. Called at the start; without that, the first look-up does it.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Pending() is { } pending) await pending.WaitAsync(cancellationToken);
    }

    private async Task ReadAllAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        await LoadWindowsAsync(db, null);

        // By key, page by page: a million links do not need to pass through memory twice.
        string? last = null;
        while (true)
        {
            var page = await Targets(last is null
                    ? db.Links.OrderBy(link => link.Code)
                    : db.Links.Where(link => string.Compare(link.Code, last) > 0).OrderBy(link => link.Code))
                .Take(PageSize).ToListAsync();
            foreach (var row in page) Keep(row);
            if (page.Count < PageSize) return;
            last = page[^1].Code;
        }
    }

    private async ValueTask<LinkTarget?> FindAfterAsync(Task pending, string code)
    {
        await WaitAsync(pending);
        return byCode.GetValueOrDefault(code);
    }

    private async Task WaitAsync(Task pending)
    {
        try
        {
            await pending.WaitAsync(MaxWait, clock);
        }
        catch (TimeoutException)
        {
            // The database does not answer: an answer of a second ago is better than none.
        }
    }

    /// <summary>Called after each commit: only notes what to read again, and starts the reading.</summary>
    private void Note(Change change)
    {
        lock (gate)
        {
            if (change.Topic == ChangeTopics.Link) changedLinks.Add(change.SubjectId);
            else if (change.Topic == ChangeTopics.Programme) changedProgrammes.Add(change.SubjectId);
            else return;
        }

        _ = Begin();
    }

    /// <summary>The reading that goes on, or null when memory is right.</summary>
    private Task? Pending() => refresh ?? (ready ? null : Begin());

    private Task Begin()
    {
        lock (gate) return refresh ??= Task.Run(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        while (true)
        {
            bool all;
            Guid[] links, programmes;
            lock (gate)
            {
                all = unread;
                links = [.. changedLinks];
                programmes = [.. changedProgrammes];
                unread = false;
                changedLinks.Clear();
                changedProgrammes.Clear();
                if (!all && links.Length + programmes.Length == 0)
                {
                    refresh = null;
                    return;
                }
            }

            try
            {
                if (all) await ReadAllAsync();
                ready = true;
                await ReadAsync(links, programmes);
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Changed links could not be read; trying again");
                lock (gate)
                {
                    unread |= all;
                    changedLinks.UnionWith(links);
                    changedProgrammes.UnionWith(programmes);
                }

                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        }
    }

    private async Task ReadAsync(Guid[] links, Guid[] programmes)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (programmes.Length > 0)
        {
            await LoadWindowsAsync(db, programmes);
            foreach (var link in byId.Values.Where(link => programmes.Contains(link.ProgrammeId)))
                Keep(link with { Windows = WindowsOf(link.ProgrammeId) });
        }

        foreach (var chunk in links.Chunk(500))
        {
            var rows = await Targets(db.Links.Where(link => chunk.Contains(link.Id))).ToListAsync();
            foreach (var row in rows.Where(row => !windows.ContainsKey(row.ProgrammeId)))
                await LoadWindowsAsync(db, [row.ProgrammeId]);
            foreach (var row in rows) Keep(row);
        }
    }

    private async Task LoadWindowsAsync(PortalDb db, Guid[]? programmes)
    {
        var versions = await db.ProgrammeVersions.AsNoTracking()
            .Where(version => version.WithdrawnAt == null && (programmes == null || programmes.Contains(version.ProgrammeId)))
            .OrderBy(version => version.EffectiveFrom)
            .Select(version => new { version.ProgrammeId, version.EffectiveFrom, version.Settings })
            .ToListAsync();
        foreach (var programme in versions.GroupBy(version => version.ProgrammeId))
            windows[programme.Key] = [.. programme.Select(version => (version.EffectiveFrom, WindowDays(version.Settings)))];
        Interlocked.Exchange(
            ref longestWindowDays, windows.Values.SelectMany(all => all).Select(window => window.Item2).DefaultIfEmpty(1).Max());
    }

    private static int WindowDays(string settings)
    {
        using var json = JsonDocument.Parse(settings);
        return json.RootElement.TryGetProperty("windowDays", out var days) ? days.GetInt32() : DefaultWindowDays;
    }

    private static IQueryable<Row> Targets(IQueryable<Link> links) => links.AsNoTracking().Select(link => new Row(
        link.Id, link.Code, link.PartnerId, link.ShopId, link.ProgrammeId, link.DestinationUrl, link.PausedAt != null));

    private void Keep(Row row) => Keep(new LinkTarget(
        row.Id, row.Code, row.PartnerId, row.ShopId, row.ProgrammeId, row.DestinationUrl, row.Paused)
    {
        Windows = WindowsOf(row.ProgrammeId),
    });

    private void Keep(LinkTarget link)
    {
        byId[link.LinkId] = link;
        byCode[link.Code] = link;
    }

    private IReadOnlyList<(DateTimeOffset, int)> WindowsOf(Guid programmeId) =>
        windows.GetValueOrDefault(programmeId) ?? [(DateTimeOffset.MinValue, DefaultWindowDays)];

    private sealed record Row(Guid Id, string Code, Guid? PartnerId, Guid? ShopId, Guid ProgrammeId, string DestinationUrl, bool Paused);
}
