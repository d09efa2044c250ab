using System.Diagnostics.Metrics;
using Portal.App.Traffic.Links;

namespace Portal.App.Traffic.Clicks;

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
    public async Task<RestoredClicks> RunAsync(IReadOnlyCollection<ClickFacts> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count == 0) return new RestoredClicks([], []);
        var found = await store.ByIdAsync([.. tokens.Select(token => token.Id).Distinct()], cancellationToken);

        // Two nodes that were given one number can make one id twice: somebody else's click under it is not this one.
        var signed = tokens.Select(token => (token.Id, token.VisitorId)).ToHashSet();
        var stored = found.Where(click => signed.Contains((click.Id, click.VisitorId))).ToList();
        var known = found.Select(click => click.Id).ToHashSet();
        var missing = new List<ClickRecord>();
        foreach (var token in tokens.Where(token => known.Add(token.Id)))
        {
            if (await RebuildAsync(token) is { } click) missing.Add(click);
        }

        if (missing.Count == 0) return new RestoredClicks(stored, []);

        await Task.WhenAll(missing.Select(writer.RecordAsync));
        restored.Add(missing.Count);
        return new RestoredClicks([.. stored, .. missing], missing);
    }

    /// <summary>Restores one click for whom nobody waits. Whether it is stored by now does not matter: the store keeps one.</summary>
    public async Task RunAsync(ClickFacts token)
    {
        if (await RebuildAsync(token) is not { } click) return;
        restored.Add(1);
        await writer.RecordAsync(click);
    }

    /// <summary>The click that a genuine token describes, or null when its link is unknown here.</summary>
    private async ValueTask<ClickRecord?> RebuildAsync(ClickFacts token) =>
        token.LinkId is { } id && await links.FindAsync(id) is { } link
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

/// <summary>The clicks of a number of tokens, and which of them had been missing and were made again.</summary>
public sealed record RestoredClicks(IReadOnlyList<ClickRecord> All, IReadOnlyList<ClickRecord> MadeAgain);
