using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Platform.Auditing;

/// <summary>What was done, as those read it who look after the portal.</summary>
/// <param name="PartnerId">The partner whom it concerns.</param>
/// <param name="Intact">False: its bytes are not what was written.</param>
public sealed record AuditRecordView(
    Guid Id, DateTimeOffset At, string Actor, string? Address, string Action, string? Kind, string Subject, Guid SubjectId, Guid? PartnerId,
    string? Before,
    string? After, bool Intact);

/// <summary>Somebody, or a key, with records in the log.</summary>
public sealed record AuditActor(Guid Id, string Name);

/// <summary>Which records. What is null does not narrow.</summary>
/// <param name="Text">Part of a person's name, or of what it was done to; or an id.</param>
/// <param name="Kind">One of <see cref="AuditQueries.Kinds"/>.</param>
/// <param name="ActorId">Who did it.</param>
public sealed record AuditFilter(string? Text = null, string? Action = null, string? Kind = null, Period? At = null, Guid? ActorId = null);

/// <summary>The audit log (R10.4), for those who may read it.</summary>
public sealed class AuditQueries(IDbContextFactory<PortalDb> contexts, EntityAudit trail)
{
    /// <summary>How many of the latest records are looked through for people.</summary>
    private const int Latest = 2000;

    /// <summary>The kinds of things of which changes are noted.</summary>
    public IReadOnlyList<string> Kinds => trail.Kinds;

    /// <summary>The newest first.</summary>
    public async Task<PageOf<AuditRecordView>> ListAsync(
        Actor actor, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(AuditPermissions.Read))
            return PageOf<AuditRecordView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Found(db, filter);
        var rows = await Sorted(found, page).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new PageOf<AuditRecordView>(rows.ConvertAll(View), await found.CountAsync(cancellationToken));
    }

    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken)
    {
        if (!actor.May(AuditPermissions.Read))
            return 0;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, filter).LongCountAsync(cancellationToken);
    }

    /// <summary>All of them, in the list's order, as the database reads them.</summary>
    public async IAsyncEnumerable<AuditRecordView> ExportAsync(
        Actor actor, AuditFilter filter, PageRequest order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!actor.May(AuditPermissions.Read))
            yield break;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var row in Sorted(Found(db, filter), order).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return View(row);
    }

    /// <summary>Who did something lately and has this in their name, with or without diacritics.</summary>
    public async Task<IReadOnlyList<AuditActor>> ActorsAsync(Actor actor, string? text, CancellationToken cancellationToken)
    {
        if (!actor.May(AuditPermissions.Read))
            return [];

        var folded = SearchText.Fold(text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.AuditRecords.AsNoTracking().Where(row => row.Actor != "");
        if (folded.Length > 0)
            found = found.Where(row => row.SearchText.Contains(folded));
        var names = await found.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Latest)
            .Select(row => new { row.ActorId, row.Actor }).ToListAsync(cancellationToken);
        return
        [
            .. names.Where(row => SearchText.Fold(row.Actor).Contains(folded, StringComparison.Ordinal)).DistinctBy(row => row.ActorId)
                .Select(row => new AuditActor(row.ActorId, row.Actor)).OrderBy(one => one.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>The person or key with this id, by the name of their latest record; null where there is none.</summary>
    public async Task<AuditActor?> ActorAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!actor.May(AuditPermissions.Read))
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditRecords.AsNoTracking().Where(row => row.ActorId == id).OrderByDescending(row => row.At)
            .Select(row => new AuditActor(row.ActorId, row.Actor)).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<AuditRecord> Found(PortalDb db, AuditFilter filter)
    {
        var found = db.AuditRecords.AsNoTracking();
        if (filter.Action is { } action)
            found = found.Where(row => row.Action == action);
        if (filter.Kind is { } kind)
            found = found.Where(row => row.Kind == kind);
        if (filter.ActorId is { } by)
            found = found.Where(row => row.ActorId == by);
        if (filter.At is { } period)
            found = found.Where(row => row.At >= period.Start && row.At < period.End);
        if (Guid.TryParse(filter.Text, CultureInfo.InvariantCulture, out var id))
            found = found.Where(row => row.Id == id || row.SubjectId == id || row.ActorId == id || row.PartnerId == id);
        else if (SearchText.Fold(filter.Text) is { Length: > 0 } text)
            found = found.Where(row => row.SearchText.Contains(text));
        return found;
    }

    private static IQueryable<AuditRecord> Sorted(IQueryable<AuditRecord> found, PageRequest page) =>
        page is { Sort: "at", Descending: false }
            ? found.OrderBy(row => row.At).ThenBy(row => row.Id)
            : found.OrderByDescending(row => row.At).ThenByDescending(row => row.Id);

    private static AuditRecordView View(AuditRecord row) => new(
        row.Id, row.At, row.Actor, row.Address, row.Action, row.Kind, row.Subject, row.SubjectId, row.PartnerId, row.Before, row.After,
        AuditTrail.HashOf(row).AsSpan().SequenceEqual(row.Hash));
}
