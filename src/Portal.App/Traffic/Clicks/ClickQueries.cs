using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Traffic.Clicks;

/// <summary>A click as partners and the operator read it: nothing of the visitor but that two clicks are of one (R10.3).</summary>
/// <param name="Visitor">A short mark of the visitor.</param>
public sealed record ClickView(
    string Id, DateTimeOffset At, string? Link, string? SubId, string Programme, string? Partner, ClickKind Kind, string? Referrer,
    string Visitor);

/// <summary>Clicks one by one, for whoever takes them out. A partner's are their own (R10.5).</summary>
public sealed class ClickQueries(IDbContextFactory<PortalDb> contexts, IClickStore clicks)
{
    private const int Page = 500;
    private const int MarkLength = 4;

    public async Task<long> CountAsync(Actor actor, ClickFilter filter, CancellationToken cancellationToken) =>
        Mine(actor, filter) is { } mine ? await clicks.CountAsync(mine, cancellationToken) : 0;

    /// <summary>The latest recorded first.</summary>
    public async IAsyncEnumerable<ClickView> ExportAsync(
        Actor actor, ClickFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Mine(actor, filter) is not { } mine)
            yield break;

        var names = new Names();
        await foreach (var part in clicks.ReadAsync(mine, cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            await LearnAsync(names, part, cancellationToken);
            foreach (var click in part)
            {
                var link = click.LinkId is { } id ? names.Links.GetValueOrDefault(id) : default;
                yield return new ClickView(
                    click.Id.ToString(CultureInfo.InvariantCulture), click.At, link.Code, link.SubId,
                    names.Programmes.GetValueOrDefault(click.ProgrammeId, ""),
                    click.PartnerId is { } partner ? names.Partners.GetValueOrDefault(partner) : null, click.Kind, click.Referrer,
                    Convert.ToHexStringLower(click.VisitorId.ToArray().AsSpan(0, MarkLength)));
            }
        }
    }

    /// <summary>Null for whoever sees no clicks.</summary>
    private static ClickFilter? Mine(Actor actor, ClickFilter filter) => actor switch
    {
        { IsOperator: true } => filter,
        { PartnerId: { } partner } when actor.May(Permission.PartnerRead) => filter with { PartnerId = partner },
        _ => null,
    };

    /// <summary>Links, programmes and partners are few beside their clicks: each is asked for once.</summary>
    private async Task LearnAsync(Names names, ClickRecord[] part, CancellationToken cancellationToken)
    {
        var links = part.Select(click => click.LinkId).OfType<Guid>().Where(id => !names.Links.ContainsKey(id)).Distinct().ToList();
        var programmes = part.Select(click => click.ProgrammeId).Where(id => !names.Programmes.ContainsKey(id)).Distinct().ToList();
        var partners = part.Select(click => click.PartnerId).OfType<Guid>().Where(id => !names.Partners.ContainsKey(id)).Distinct()
            .ToList();
        if (links.Count + programmes.Count + partners.Count == 0)
            return;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var link in await db.Links.Where(link => links.Contains(link.Id)).Select(link => new { link.Id, link.Code, link.SubId })
            .ToListAsync(cancellationToken))
            names.Links[link.Id] = (link.Code, link.SubId);
        foreach (var one in await db.Programmes.Where(one => programmes.Contains(one.Id)).Select(one => new { one.Id, one.Code })
            .ToListAsync(cancellationToken))
            names.Programmes[one.Id] = one.Code;
        foreach (var one in await db.Partners.Where(one => partners.Contains(one.Id)).Select(one => new { one.Id, one.Name })
            .ToListAsync(cancellationToken))
            names.Partners[one.Id] = one.Name;
    }

    private sealed class Names
    {
        public Dictionary<Guid, (string? Code, string? SubId)> Links { get; } = [];

        public Dictionary<Guid, string> Programmes { get; } = [];

        public Dictionary<Guid, string> Partners { get; } = [];
    }
}
