using System.Diagnostics.Metrics;

namespace Portal.App.Tracking.Clicks;

/// <summary>
/// Brings back the clicks that the disk had refused. Their facts were signed into their tokens, so an order or a visitor that
/// brings a token brings the click; what the token has no room for (address, browser, referrer) stays unknown.
/// </summary>
public sealed class RestoreClicks(IClickStore store, ClickWriter writer, LinkDirectory links, IMeterFactory meters)
{
    private readonly Counter<long> restored = meters.Create("Portal")
        .CreateCounter<long>("portal.clicks.restored", "{click}", "Clicks made again from their tokens");

    /// <summary>
    /// The clicks of these tokens, in any order: as stored, and where one is missing, made again. A click whose link no longer
    /// exists is left out. Durable when this returns, unless the disk still refuses; the facts hold all the same.
    /// </summary>
    public async Task<IReadOnlyList<ClickRecord>> RunAsync(IReadOnlyCollection<ClickFacts> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count == 0) return [];
        var stored = await store.ByIdAsync([.. tokens.Select(token => token.Id).Distinct()], cancellationToken);
        var known = stored.Select(click => click.Id).ToHashSet();
        var missing = tokens.Where(token => known.Add(token.Id)).Select(Rebuild).OfType<ClickRecord>().ToList();
        if (missing.Count == 0) return stored;

        await Task.WhenAll(missing.Select(click => writer.RecordAsync(click).AsTask()));
        // What follows may take its time; the redirects of the same commit do not wait for it.
        await Task.Yield();
        restored.Add(missing.Count);
        return [.. stored, .. missing];
    }

    /// <summary>Restores one click without waiting for it. Whether it is stored by now does not matter: the store keeps one.</summary>
    public void Hand(ClickFacts token)
    {
        if (Rebuild(token) is not { } click) return;
        restored.Add(1);
        _ = writer.RecordAsync(click).AsTask();
    }

    /// <summary>The click that a genuine token describes, or null when its link is unknown here.</summary>
    private ClickRecord? Rebuild(ClickFacts token) =>
        token.LinkId is { } id && links.Find(id) is { } link
            ? new ClickRecord
            {
                Id = token.Id,
                LinkId = link.LinkId,
                PartnerId = link.PartnerId,
                ProgrammeId = link.ProgrammeId,
                VisitorId = token.VisitorId,
                At = token.At,
                Kind = token.Kind,
                Restored = true,
            }
            : null;
}
