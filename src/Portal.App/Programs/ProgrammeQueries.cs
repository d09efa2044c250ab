using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Programs;

namespace Portal.App.Programs;

/// <summary>A programme with the settings that are in force now.</summary>
/// <param name="Settings">All settings of the template, filled.</param>
/// <param name="Version">The number of the version that they are from.</param>
public sealed record ProgrammeView(
    Guid Id,
    Guid ShopId,
    string Code,
    string Name,
    ProgrammeTemplate Template,
    JsonElement Settings,
    int Version,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset CreatedAt)
{
    internal static ProgrammeView Of(Programme programme, IReadOnlyCollection<ProgrammeVersion> versions, DateTimeOffset now)
    {
        var current = versions.Where(version => version.EffectiveFrom <= now).MaxBy(version => version.EffectiveFrom)
            ?? versions.MinBy(version => version.EffectiveFrom)!;
        return new ProgrammeView(
            programme.Id, programme.ShopId, programme.Code, programme.Name, programme.Template,
            ProgrammeVersionView.Json(current.Settings), current.Number, current.EffectiveFrom, programme.CreatedAt);
    }
}

/// <summary>A programme's settings from an instant on (R10.1).</summary>
public sealed record ProgrammeVersionView(Guid Id, int Number, DateTimeOffset EffectiveFrom, JsonElement Settings, DateTimeOffset CreatedAt)
{
    internal static ProgrammeVersionView Of(ProgrammeVersion version) =>
        new(version.Id, version.Number, version.EffectiveFrom, Json(version.Settings), version.CreatedAt);

    internal static JsonElement Json(string stored) => JsonElement.Parse(stored);
}

/// <summary>
/// Programmes, seen by the operator, by the shop whose they are, and by the partners who take part (R10.5).
/// </summary>
public sealed class ProgrammeQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public async Task<Outcome<ProgrammeView>> GetAsync(Actor actor, string code, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = code.ToLowerInvariant();
        var programme = await VisibleTo(actor, db, db.Programmes).Where(p => p.Code == wanted)
            .Include(p => p.Versions).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return programme is null ? Refusal.NotFound("programme_not_found") : View(programme);
    }

    public async Task<CursorPage<ProgrammeView>> ListAsync(Actor actor, Guid? shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programmes = VisibleTo(actor, db, db.Programmes);
        if (shopId is not null)
            programmes = programmes.Where(programme => programme.ShopId == shopId);
        if (page.After is { } after)
            programmes = programmes.Where(programme => programme.CreatedAt < after.At || (programme.CreatedAt == after.At && programme.Id < after.Id));
        var rows = await programmes.OrderByDescending(programme => programme.CreatedAt).ThenByDescending(programme => programme.Id)
            .Take(page.Limit + 1).Include(programme => programme.Versions).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut([.. rows.Select(View)], programme => new CursorRequest.Position(programme.CreatedAt, programme.Id));
    }

    /// <summary>All versions of a programme, the one that starts last first.</summary>
    public async Task<Outcome<IReadOnlyList<ProgrammeVersionView>>> VersionsAsync(Actor actor, string code, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = code.ToLowerInvariant();
        var programme = await VisibleTo(actor, db, db.Programmes).Where(p => p.Code == wanted)
            .Include(p => p.Versions).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return programme is null
            ? Refusal.NotFound("programme_not_found")
            : programme.Versions.OrderByDescending(version => version.EffectiveFrom).Select(ProgrammeVersionView.Of).ToList();
    }

    /// <summary>For a table on screen: found by name or code. Sorted by <c>name</c>, <c>code</c> or when they came.</summary>
    public async Task<PageOf<ProgrammeView>> SearchAsync(Actor actor, string? search, Guid? shopId, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programmes = VisibleTo(actor, db, db.Programmes);
        if (shopId is not null)
            programmes = programmes.Where(programme => programme.ShopId == shopId);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            var folded = text.ToLowerInvariant();
            programmes = programmes.Where(programme => programme.Name.Contains(text) || programme.Code.Contains(folded));
        }

        var sorted = (page.Sort, page.Descending) switch
        {
            ("name", false) => programmes.OrderBy(programme => programme.Name),
            ("name", true) => programmes.OrderByDescending(programme => programme.Name),
            ("code", false) => programmes.OrderBy(programme => programme.Code),
            ("code", true) => programmes.OrderByDescending(programme => programme.Code),
            ("created", false) => programmes.OrderBy(programme => programme.CreatedAt),
            _ => programmes.OrderByDescending(programme => programme.CreatedAt),
        };
        var rows = await sorted.ThenBy(programme => programme.Id).Skip(page.Skip).Take(page.Size)
            .Include(programme => programme.Versions).AsNoTracking().ToListAsync(cancellationToken);
        return new PageOf<ProgrammeView>([.. rows.Select(View)], await programmes.CountAsync(cancellationToken));
    }

    private ProgrammeView View(Programme programme) => ProgrammeView.Of(programme, programme.Versions, clock.GetUtcNow());

    private static IQueryable<Programme> VisibleTo(Actor actor, PortalDb db, IQueryable<Programme> programmes) =>
        actor.IsOperator
            ? programmes
            : programmes.Where(programme => programme.ShopId == actor.ShopId
                || db.PartnerProgrammes.Any(joined => joined.ProgrammeId == programme.Id && joined.PartnerId == actor.PartnerId));
}
