using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>Cases as each may see them (R8.5, R10.5): both sides theirs, the operator's people all that were filed.</summary>
public sealed class DisputeQueries(IDbContextFactory<PortalDb> contexts, PortalSettings settings, TimeProvider clock)
{
    public const string SortByFiled = "filed";
    public const string SortByDue = "due";
    public const string SortByStake = "stake";

    /// <summary>How many of a thread are shown, the latest.</summary>
    public const int Shown = 500;

    /// <summary>
    /// For the list on screen. Of the operator's people first what is escalated, then what is due soonest; of both sides the newest first.
    /// </summary>
    public async Task<PageOf<DisputeView>> ListAsync(
        Actor actor, DisputeFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, actor, filter);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByFiled, false) => found.OrderBy(row => row.CreatedAt),
            (SortByFiled, true) => found.OrderByDescending(row => row.CreatedAt),
            (SortByDue, false) => found.OrderBy(row => row.DueAt == null).ThenBy(row => row.DueAt),
            (SortByDue, true) => found.OrderBy(row => row.DueAt == null).ThenByDescending(row => row.DueAt),
            (SortByStake, false) => found.OrderBy(row => row.AtStake ?? 0),
            (SortByStake, true) => found.OrderByDescending(row => row.AtStake ?? 0),
            _ when actor.IsOperator => found.OrderBy(row => row.EscalatedAt == null).ThenBy(row => row.DueAt == null)
                .ThenBy(row => row.DueAt).ThenByDescending(row => row.CreatedAt),
            _ => found.OrderByDescending(row => row.CreatedAt),
        };
        var rows = await sorted.ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new PageOf<DisputeView>(await ViewsAsync(db, actor, rows, cancellationToken), await found.CountAsync(cancellationToken));
    }

    /// <summary>For programs: from the newest to the oldest.</summary>
    public async Task<Outcome<CursorPage<DisputeView>>> PageAsync(
        Actor actor, DisputeFilter filter, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!MayRead(actor))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, actor, filter);
        if (page.After is { } after)
            found = found.Where(row => row.CreatedAt < after.At || (row.CreatedAt == after.At && row.Id.CompareTo(after.Id) < 0));
        var rows = await found.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return page.Cut(await ViewsAsync(db, actor, rows, cancellationToken), row => new CursorRequest.Position(row.CreatedAt, row.Id));
    }

    /// <summary>How many there are in each state among those that the filter finds, whatever state it names.</summary>
    public async Task<IReadOnlyDictionary<DisputeState, int>> CountsAsync(
        Actor actor, DisputeFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter with { State = null, Pending = false }).GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    public async Task<Outcome<DisputeDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Disputes.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row
            ? await DetailAsync(db, actor, row, cancellationToken)
            : Refusal.NotFound(DisputeRefusals.NotFound);
    }

    /// <summary>
    /// What the actor's organisation was writing last about this; null when there is nothing. A new dispute goes on from it, whatever
    /// happened to the tab in which it was begun.
    /// </summary>
    public async Task<DisputeDetail?> DraftAsync(
        Actor actor, string? order, Guid? customerId, Guid? statementLineId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Disputes.AsNoTracking().WrittenBy(actor)
            .Where(row => row.State == DisputeState.Draft && row.OrderCode == order && row.CustomerId == customerId
                && row.StatementLineId == statementLineId)
            .OrderByDescending(row => row.SavedAt).ThenByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken) is { } row
            ? await DetailAsync(db, actor, row, cancellationToken)
            : null;
    }

    /// <summary>The shops whose orders a partner may miss: those of the programmes that they are in.</summary>
    public async Task<IReadOnlyList<DisputeShop>> ShopsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (DisputeOrganisation.Of(actor) is not { Side: LedgerHolder.Partner, HolderId: var partner })
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Shops.Where(shop => db.Programmes.Any(programme => programme.ShopId == shop.Id
                && db.PartnerProgrammes.Any(joined => joined.PartnerId == partner && joined.ProgrammeId == programme.Id)))
            .OrderBy(shop => shop.NameSearch).ThenBy(shop => shop.Id).Select(shop => new DisputeShop(shop.Id, shop.Name))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What waits for the reviewers; null for who is none of the operator's.</summary>
    public async Task<DisputeWork?> WorkAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var waiting = await db.Disputes.Where(row => row.State == DisputeState.Open || row.State == DisputeState.UnderReview)
            .GroupBy(_ => 1)
            .Select(group => new
            {
                Count = group.Count(),
                Amount = group.Sum(row => row.AtStake ?? 0),
                Since = group.Min(row => row.FiledAt),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return new DisputeWork(
            waiting?.Count ?? 0,
            await db.Disputes.CountAsync(row => row.DueAt != null && row.DueAt <= now, cancellationToken),
            await db.Disputes.CountAsync(row => row.EscalatedAt != null, cancellationToken),
            waiting?.Amount ?? 0,
            waiting?.Since);
    }

    /// <summary>How a case stands in a transaction that saved it, for its answer; one read or tracked before.</summary>
    internal async Task<DisputeDetail> DetailAsync(PortalDb db, Actor actor, Dispute row, CancellationToken cancellationToken)
    {
        var party = row.PartyOf(actor);
        var steps = await db.DisputeSteps.AsNoTracking().Where(step => step.DisputeId == row.Id)
            .OrderByDescending(step => step.Number).Take(Shown).ToListAsync(cancellationToken);
        var messages = await db.DisputeMessages.AsNoTracking().Where(message => message.DisputeId == row.Id)
            .OrderByDescending(message => message.Number).Take(Shown).ToListAsync(cancellationToken);
        steps.Reverse();
        messages.Reverse();

        var appealed = steps.FindIndex(step => step.Kind == DisputeStepKind.Appealed);
        DisputeDecisionView? DecisionIn(IEnumerable<DisputeStep> some) => some
            .Where(step => step.Kind is DisputeStepKind.Accepted or DisputeStepKind.Rejected)
            .Select(step => new DisputeDecisionView(
                step.Kind == DisputeStepKind.Accepted ? DisputeState.Accepted : DisputeState.Rejected, step.Note ?? "", step.At,
                NameOf(actor, party, step.Party, step.By)))
            .FirstOrDefault();
        var acts = party == DisputeParty.Reviewer && !actor.May(DisputePermissions.Review) ? [] : DisputeFlow.Acts(row.State, party);
        return new DisputeDetail(
            (await ViewsAsync(db, actor, [row], cancellationToken))[0], row.Claim, row.Wanted,
            steps.ConvertAll(step => new DisputeStepView(
                step.Number, step.Kind, step.Party, NameOf(actor, party, step.Party, step.By), step.Note, step.At, step.DueAt)),
            messages.ConvertAll(message => new DisputeMessageView(
                message.Id, message.Number, message.Party, NameOf(actor, party, message.Party, message.By), message.Text, message.At)),
            [
                .. (await db.EvidenceFiles.AsNoTracking().Where(file => file.DisputeId == row.Id).OrderBy(file => file.Number)
                    .ToListAsync(cancellationToken)).Where(file => EvidenceAccess.MayRead(actor, file)).Select(EvidenceView.Of),
            ],
            DecisionIn(appealed < 0 ? steps : steps.Take(appealed)),
            appealed < 0
                ? null
                : new DisputeAppealView(
                    steps[appealed].Note ?? "", steps[appealed].At, steps[appealed].Party, DecisionIn(steps.Skip(appealed + 1))),
            [.. acts.Where(act => act != DisputeAct.Appeal || MayAppeal(row))]);
    }

    /// <summary>R10.5: the operator's people read all names; both sides read those of their own.</summary>
    private static string? NameOf(Actor actor, DisputeParty reader, DisputeParty party, string name) =>
        actor.IsOperator || (reader == party && party is DisputeParty.Author) ? name : null;

    private bool MayAppeal(Dispute row) => row.AppealedAt is null && row.DecidedAt is { } at
        && settings.Disputes.Clock().MayAppeal(at, clock.GetUtcNow());

    private static bool MayRead(Actor actor) => actor.IsOperator || DisputeOrganisation.Of(actor) is not null;

    private IQueryable<Dispute> Filtered(PortalDb db, Actor actor, DisputeFilter filter)
    {
        var now = clock.GetUtcNow();
        var found = db.Disputes.AsNoTracking();
        found = filter.Drafts
            ? found.WrittenBy(actor).Where(row => row.State == DisputeState.Draft)
            : found.VisibleTo(actor).Where(row => row.Number != null);
        if (filter.State is { } state)
            found = found.Where(row => row.State == state);
        if (filter.Pending)
            found = found.Where(row => DisputeStates.Pending.Contains(row.State));
        if (filter.Kind is { } kind)
            found = found.Where(row => row.Kind == kind);
        if (filter.ShopId is { } shop)
            found = found.Where(row => row.ShopId == shop);
        if (filter.PartnerId is { } partner)
            found = found.Where(row => (row.Side == LedgerHolder.Partner && row.HolderId == partner) || row.CounterpartId == partner);
        if (filter.OrderId is { } order)
            found = found.Where(row => row.OrderId == order);
        if (filter.Overdue is { } overdue)
            found = overdue
                ? found.Where(row => row.DueAt != null && row.DueAt <= now) : found.Where(row => row.DueAt == null || row.DueAt > now);
        if (filter.Escalated)
            found = found.Where(row => row.EscalatedAt != null);
        if (Guid.TryParse(filter.Text, CultureInfo.InvariantCulture, out var id))
            return found.Where(row => row.Id == id);
        if (filter.Text?.Trim() is not { Length: > 0 } text)
            return found;

        // the author's name is in what the operator searches, and no other reader's
        if (actor.IsOperator)
        {
            var folded = SearchText.Fold(text);
            return found.Where(row => row.SearchText.Contains(folded));
        }

        var number = text.ToUpperInvariant();
        return found.Where(row => (row.Number != null && row.Number.Contains(number)) || row.OrderCode == text);
    }

    /// <summary>Two more queries for any number of rows.</summary>
    private async Task<List<DisputeView>> ViewsAsync(
        PortalDb db, Actor actor, List<Dispute> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var times = settings.Disputes.Clock();
        var shopIds = rows.Select(row => row.ShopId).OfType<Guid>().Distinct().ToArray();
        var shops = await db.Shops.Where(shop => shopIds.Contains(shop.Id)).Select(shop => new { shop.Id, shop.Name })
            .ToDictionaryAsync(shop => shop.Id, shop => shop.Name, cancellationToken);
        var partnerIds = rows.Where(row => row.Side == LedgerHolder.Partner).Select(row => row.HolderId).Distinct().ToArray();
        var partners = await db.Partners.Where(partner => partnerIds.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.Name })
            .ToDictionaryAsync(partner => partner.Id, partner => partner.Name, cancellationToken);
        return rows.ConvertAll(row =>
        {
            var party = row.PartyOf(actor);
            var knows = party != DisputeParty.Counterpart;
            var name = row.Side == LedgerHolder.Partner ? partners.GetValueOrDefault(row.HolderId) : shops.GetValueOrDefault(row.HolderId);
            var hidden = HidesOrder(row, party);
            return new DisputeView(
                row.Id, row.Number, row.Kind, row.State, party, row.Side, knows ? row.HolderId : null, knows ? name : null,
                row.ShopId, row.ShopId is { } shop ? shops.GetValueOrDefault(shop) : null, row.OrderCode, hidden ? null : row.OrderId,
                row.CustomerId, row.StatementLineId, hidden ? null : row.AtStake, row.CreatedAt, row.SavedAt, row.FiledAt, row.DueAt,
                times.UrgencyOf(row.DueAt, now), row.EscalatedAt, row.DecidedAt, row.AppealedAt is not null);
        });
    }

    /// <summary>
    /// A partner who claims an order that is not theirs does not learn by it whether it is there, nor what it is worth (R10.5), until it is
    /// theirs.
    /// </summary>
    private static bool HidesOrder(Dispute row, DisputeParty party) =>
        party == DisputeParty.Author && row.Side == LedgerHolder.Partner
        && row.Kind is DisputeKind.MissingOrder or DisputeKind.WrongPartner && row.State != DisputeState.Accepted;
}

/// <summary>A shop whose order a partner may miss.</summary>
public sealed record DisputeShop(Guid Id, string Name);

/// <summary>What waits for the reviewers.</summary>
/// <param name="Waiting">Cases that wait for one of them.</param>
/// <param name="Overdue">Cases whose due date is past, whoever has the turn.</param>
/// <param name="Amount">What hangs on those that wait, in đồng.</param>
/// <param name="Since">Since when the oldest waits.</param>
public sealed record DisputeWork(int Waiting, int Overdue, int Escalated, long Amount, DateTimeOffset? Since);
