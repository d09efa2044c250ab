using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;

namespace Portal.App.Partners.Profiles;

/// <summary>A partner as they themselves and the operator see them.</summary>
/// <param name="ReferralCode">None before the identity gate is passed (R1.10).</param>
/// <param name="Programs">Codes of the programmes that they joined.</param>
public sealed record PartnerView(
    Guid Id,
    string Name,
    string Email,
    string Phone,
    string? ReferralCode,
    string? PickupPoint,
    IdentityState Identity,
    string? IdentityReason,
    DateTimeOffset? IdentityDecidedAt,
    bool AgreementSigned,
    IReadOnlyList<string> Programs,
    DateTimeOffset CreatedAt)
{
    internal static PartnerView Of(Partner partner, IReadOnlyList<string> programmes, bool openGate) => new(
        partner.Id, partner.Name, partner.Email, partner.Phone,
        openGate || partner.Identity == IdentityState.Approved ? partner.ReferralCode : null,
        partner.PickupPoint, partner.Identity, partner.IdentityReason, partner.IdentityDecidedAt,
        partner.AgreementSignedAt is not null, programmes, partner.CreatedAt);
}

/// <summary>Partners, each seen by themselves and by the operator (R10.5).</summary>
public sealed class PartnerQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public async Task<Outcome<PartnerView>> GetAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (actor.PartnerId == partnerId && !actor.May(Permission.PartnerRead))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleTo(actor, db.Partners).AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == partnerId, cancellationToken) is { } partner
            ? await ViewAsync(db, partner, clock.GetUtcNow(), cancellationToken)
            : Refusal.NotFound(PartnerRefusals.NotFound);
    }

    public async Task<CursorPage<PartnerView>> ListAsync(Actor actor, CursorRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partners = VisibleTo(actor, db.Partners);
        if (page.After is { } after)
            partners = partners.Where(partner => partner.CreatedAt < after.At || (partner.CreatedAt == after.At && partner.Id < after.Id));
        var rows = await partners.OrderByDescending(partner => partner.CreatedAt).ThenByDescending(partner => partner.Id)
            .Take(page.Limit + 1).AsNoTracking().ToListAsync(cancellationToken);
        return page.Cut(
            await ViewsAsync(db, rows, clock.GetUtcNow(), cancellationToken),
            partner => new CursorRequest.Position(partner.CreatedAt, partner.Id));
    }

    /// <summary>
    /// For a table on screen: found by name (also without diacritics), e-mail, phone or pickup point. Sorted by <c>name</c>,
    /// <c>email</c>, <c>identity</c> or when they came.
    /// </summary>
    public async Task<PageOf<PartnerView>> SearchAsync(
        Actor actor, string? search, IdentityState? identity, string? programme, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partners = Found(db, VisibleTo(actor, db.Partners), search, programme);
        if (identity is not null)
            partners = partners.Where(partner => partner.Identity == identity);

        var sorted = (page.Sort, page.Descending) switch
        {
            ("name", false) => partners.OrderBy(partner => partner.NameSearch),
            ("name", true) => partners.OrderByDescending(partner => partner.NameSearch),
            ("email", false) => partners.OrderBy(partner => partner.Email),
            ("email", true) => partners.OrderByDescending(partner => partner.Email),
            ("identity", false) => partners.OrderBy(partner => partner.Identity),
            ("identity", true) => partners.OrderByDescending(partner => partner.Identity),
            ("created", false) => partners.OrderBy(partner => partner.CreatedAt),
            _ => partners.OrderByDescending(partner => partner.CreatedAt),
        };
        var rows = await sorted.ThenBy(partner => partner.Id).Skip(page.Skip).Take(page.Size).AsNoTracking().ToListAsync(cancellationToken);
        return new PageOf<PartnerView>(
            await ViewsAsync(db, rows, clock.GetUtcNow(), cancellationToken), await partners.CountAsync(cancellationToken));
    }

    /// <summary>How many of the found partners are at each step of the identity check; for the tabs of the same list.</summary>
    public async Task<IReadOnlyDictionary<IdentityState, int>> CountsAsync(
        Actor actor, string? search, string? programme, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, VisibleTo(actor, db.Partners), search, programme)
            .GroupBy(partner => partner.Identity)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    private static IQueryable<Partner> Found(PortalDb db, IQueryable<Partner> partners, string? search, string? programme)
    {
        if (!string.IsNullOrEmpty(programme))
            partners = partners.Where(
                partner => partner.Programmes.Any(joined => db.Programmes.Any(p => p.Id == joined.ProgrammeId && p.Code == programme)));
        var folded = SearchText.Fold(search);
        if (folded.Length == 0)
            return partners;

        var phone = Contact.PhonePart(search) ?? folded;
        var point = search!.Trim().ToUpperInvariant();
        return partners.Where(partner => partner.NameSearch.Contains(folded) || partner.Email.Contains(folded)
            || partner.Phone.Contains(phone) || partner.PickupPoint == point);
    }

    internal static async Task<PartnerView> ViewAsync(
        PortalDb db, Partner partner, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, [partner], now, cancellationToken))[0];

    /// <summary>Two more queries for any number of partners: what they joined, and those programmes' settings.</summary>
    private static async Task<List<PartnerView>> ViewsAsync(
        PortalDb db, IReadOnlyList<Partner> partners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = partners.Select(partner => partner.Id).ToArray();
        var stored = await db.PartnerProgrammes.AsNoTracking().Where(row => ids.Contains(row.PartnerId))
            .Select(row => new { row.PartnerId, row.ProgrammeId }).ToListAsync(cancellationToken);
        // What the transaction that asks has not saved yet counts too.
        var joined = db.ChangeTracker.Entries<PartnerProgramme>().Where(entry => entry.State == EntityState.Added)
            .Select(entry => new { entry.Entity.PartnerId, entry.Entity.ProgrammeId })
            .Concat(stored).ToLookup(row => row.PartnerId, row => row.ProgrammeId);
        var programmeIds = joined.SelectMany(row => row).Distinct().ToArray();
        var programmes = (await db.Programmes.AsNoTracking().Where(programme => programmeIds.Contains(programme.Id))
                .Include(programme => programme.Versions).ToListAsync(cancellationToken))
            .ToDictionary(programme => programme.Id, programme => (programme.Code, IsOpen: HasNoGate(programme, now)));
        return
        [
            .. partners.Select(partner => PartnerView.Of(
                partner,
                [.. joined[partner.Id].Select(id => programmes[id].Code).Order(StringComparer.Ordinal)],
                joined[partner.Id].Any(id => programmes[id].IsOpen))),
        ];
    }

    private static bool HasNoGate(Programme programme, DateTimeOffset now) =>
        StoredSettings.InForce(programme.Template, programme.Versions, now) is RewardingSettings { IdentityGate: false };

    private static IQueryable<Partner> VisibleTo(Actor actor, IQueryable<Partner> partners)
    {
        if (actor.IsOperator)
            return partners;

        var own = actor.May(Permission.PartnerRead) ? actor.PartnerId : null;
        return partners.Where(partner => own != null && partner.Id == own);
    }
}
