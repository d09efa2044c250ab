using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

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
        var current = Current(versions, now);
        return new ProgrammeView(
            programme.Id, programme.ShopId, programme.Code, programme.Name, programme.Template,
            ProgrammeVersionView.Json(current.Settings), current.Number, current.EffectiveFrom, programme.CreatedAt);
    }

    /// <summary>The version in force; before the first, the one that will be in force first.</summary>
    internal static ProgrammeVersion Current(IReadOnlyCollection<ProgrammeVersion> versions, DateTimeOffset now)
    {
        var counting = versions.Where(version => version.WithdrawnAt is null).ToList();
        return counting.Where(version => version.EffectiveFrom <= now).MaxBy(version => (version.EffectiveFrom, version.Number))
            ?? counting.MinBy(version => version.EffectiveFrom)!;
    }
}

/// <summary>Where a version of settings stands.</summary>
public enum ProgrammeVersionState
{
    /// <summary>It decides about orders that are placed now.</summary>
    InForce,

    /// <summary>It will.</summary>
    Announced,

    /// <summary>It did; orders of its time keep it.</summary>
    Past,

    /// <summary>It was taken back before it started.</summary>
    Withdrawn,
}

/// <summary>A programme's settings from an instant on (R10.1).</summary>
/// <param name="Note">Why they were made.</param>
/// <param name="CreatedBy">Who made them; told to the operator only.</param>
/// <param name="Changes">In what they differ from the version before; empty for the first.</param>
/// <param name="WithdrawnBy">Who took them back; told to the operator only.</param>
public sealed record ProgrammeVersionView(
    Guid Id,
    int Number,
    ProgrammeVersionState State,
    DateTimeOffset EffectiveFrom,
    JsonElement Settings,
    IReadOnlyList<SettingChange> Changes,
    string? Note,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnBy)
{
    internal static ProgrammeVersionView Of(
        ProgrammeVersion version, ProgrammeVersionState state, IReadOnlyList<SettingChange> changes, Actor actor) =>
        new(
            version.Id, version.Number, state, version.EffectiveFrom, Json(version.Settings), changes, version.Note,
            version.CreatedAt, actor.IsOperator ? version.CreatedBy : null,
            version.WithdrawnAt, actor.IsOperator ? version.WithdrawnBy : null);

    /// <summary>The change log: every version with what it changed, the one that starts last first.</summary>
    internal static IReadOnlyList<ProgrammeVersionView> Log(Programme programme, Actor actor, DateTimeOffset now)
    {
        var current = ProgrammeView.Current(programme.Versions, now);
        var log = new List<ProgrammeVersionView>();
        ProgrammeSettings? before = null;
        foreach (var version in programme.Versions.OrderBy(version => version.EffectiveFrom).ThenBy(version => version.Number))
        {
            var settings = StoredSettings.Read(programme.Template, version.Settings);
            var state = version.WithdrawnAt is not null ? ProgrammeVersionState.Withdrawn
                : version.EffectiveFrom > now ? ProgrammeVersionState.Announced
                : version == current ? ProgrammeVersionState.InForce
                : ProgrammeVersionState.Past;
            log.Add(Of(version, state, before is null ? [] : SettingChanges.Between(before, settings), actor));
            if (state != ProgrammeVersionState.Withdrawn)
                before = settings;
        }

        log.Reverse();
        return log;
    }

    internal static JsonElement Json(string stored) => JsonElement.Parse(stored);
}

/// <summary>A programme as its page tells it: what holds now, and how it came to that.</summary>
/// <param name="Versions">The change log, the version that starts last first.</param>
/// <param name="Rules">The rules that its settings make, with the figures of the tax policy in force.</param>
public sealed record ProgrammeStory(
    ProgrammeView Programme, string Shop, IReadOnlyList<ProgrammeVersionView> Versions, IReadOnlyList<RuleSentence> Rules);

/// <summary>A programme by which it can be chosen.</summary>
public sealed record ProgrammeName(string Code, string Name);

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
        return programme is null ? Refusal.NotFound(ProgrammeRefusals.NotFound) : View(programme);
    }

    public async Task<CursorPage<ProgrammeView>> ListAsync(
        Actor actor, Guid? shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programmes = VisibleTo(actor, db, db.Programmes);
        if (shopId is not null)
            programmes = programmes.Where(programme => programme.ShopId == shopId);
        if (page.After is { } after)
            programmes = programmes.Where(
                programme => programme.CreatedAt < after.At || (programme.CreatedAt == after.At && programme.Id < after.Id));
        var rows = await programmes.OrderByDescending(programme => programme.CreatedAt).ThenByDescending(programme => programme.Id)
            .Take(page.Limit + 1).Include(programme => programme.Versions).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut([.. rows.Select(View)], programme => new CursorRequest.Position(programme.CreatedAt, programme.Id));
    }

    /// <summary>All versions of a programme with what each changed, the one that starts last first; withdrawn ones too.</summary>
    public async Task<Outcome<IReadOnlyList<ProgrammeVersionView>>> VersionsAsync(
        Actor actor, string code, CancellationToken cancellationToken) =>
        (await StoryAsync(actor, code, cancellationToken)).Map(story => story.Versions);

    /// <summary>A programme with its change log.</summary>
    public async Task<Outcome<ProgrammeStory>> StoryAsync(Actor actor, string code, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = code.ToLowerInvariant();
        var programme = await VisibleTo(actor, db, db.Programmes).Where(p => p.Code == wanted)
            .Include(p => p.Versions).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (programme is null)
            return Refusal.NotFound(ProgrammeRefusals.NotFound);

        var shop = await db.Shops.Where(shop => shop.Id == programme.ShopId).Select(shop => shop.Name).SingleAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var view = ProgrammeView.Of(programme, programme.Versions, now);
        return new ProgrammeStory(
            view, shop, ProgrammeVersionView.Log(programme, actor, now), await RulesAsync(db, view, now, cancellationToken));
    }

    /// <summary>All programmes that the actor sees, by name.</summary>
    public async Task<IReadOnlyList<ProgrammeName>> NamesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleTo(actor, db, db.Programmes).OrderBy(programme => programme.Name).ThenBy(programme => programme.Code)
            .Select(programme => new ProgrammeName(programme.Code, programme.Name)).ToListAsync(cancellationToken);
    }

    /// <summary>For a table on screen: found by name or code. Sorted by <c>name</c>, <c>code</c> or when they came.</summary>
    public async Task<PageOf<ProgrammeView>> SearchAsync(
        Actor actor, string? search, Guid? shopId, PageRequest page, CancellationToken cancellationToken)
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

    private static async Task<IReadOnlyList<RuleSentence>> RulesAsync(
        PortalDb db, ProgrammeView view, DateTimeOffset now, CancellationToken cancellationToken) =>
        ProgrammeRules.Of(
            ProgrammeSettingsJson.Parse(view.Template, view.Settings).Value, await StoredPolicies.AllAsync(db, cancellationToken),
            LocalCalendar.Day(now));

    private ProgrammeView View(Programme programme) => ProgrammeView.Of(programme, programme.Versions, clock.GetUtcNow());

    private static IQueryable<Programme> VisibleTo(Actor actor, PortalDb db, IQueryable<Programme> programmes) =>
        actor.IsOperator
            ? programmes
            : programmes.Where(programme => programme.ShopId == actor.ShopId
                || db.Participations.Any(joined => joined.ProgrammeId == programme.Id && joined.PartnerId == actor.PartnerId));
}
