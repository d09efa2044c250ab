using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Rewards;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>Which cases a list shows.</summary>
/// <param name="Text">A part of the partner's name, their referral code, or the id of a case.</param>
public sealed record RiskFilter(string? Text = null, RiskRule? Rule = null, RiskState? State = null, Guid? PartnerId = null);

/// <summary>What stands out, by partner and rule; for the operator only, since a partner must not learn how they are watched.</summary>
public sealed class RiskQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const string SortByRewards = "held";
    public const string SortBySignals = "signals";
    public const string SortByDue = "due";

    /// <summary>How many signals of a case are shown, and orders of a signal.</summary>
    public const int Shown = 20;

    private const int ActionsShown = 50;

    /// <summary>For the list on screen: the case with the latest order or click first, unless it is sorted otherwise.</summary>
    public async Task<PageOf<RiskCaseView>> ListAsync(Actor actor, RiskFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return PageOf<RiskCaseView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = InState(Found(db, filter), filter.State);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByRewards, false) => found.OrderBy(row => row.Held),
            (SortByRewards, true) => found.OrderByDescending(row => row.Held),
            (SortBySignals, false) => found.OrderBy(row => row.Signals),
            (SortBySignals, true) => found.OrderByDescending(row => row.Signals),
            (SortByDue, false) => found.OrderBy(row => row.DueAt == null).ThenBy(row => row.DueAt),
            (SortByDue, true) => found.OrderBy(row => row.DueAt == null).ThenByDescending(row => row.DueAt),
            (_, false) => found.OrderBy(row => row.LastAt),
            _ => found.OrderByDescending(row => row.LastAt),
        };
        var rows = await sorted.ThenBy(row => row.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new PageOf<RiskCaseView>(await ViewsAsync(db, rows, cancellationToken), await found.CountAsync(cancellationToken));
    }

    /// <summary>How many there are in each state among those that the filter finds, whatever state it names.</summary>
    public async Task<IReadOnlyDictionary<RiskState, int>> CountsAsync(Actor actor, RiskFilter filter, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return new Dictionary<RiskState, int>();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = new Dictionary<RiskState, int>();
        foreach (var state in Enum.GetValues<RiskState>())
            counts[state] = await InState(Found(db, filter), state).CountAsync(cancellationToken);
        return counts;
    }

    /// <summary>For programs: from the newest case to the oldest.</summary>
    public async Task<Outcome<CursorPage<RiskCaseView>>> PageAsync(
        Actor actor, RiskFilter filter, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = InState(Found(db, filter), filter.State);
        if (page.After is { } after)
            found = found.Where(row => row.CreatedAt < after.At || (row.CreatedAt == after.At && row.Id < after.Id));
        var rows = await found.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return page.Cut(await ViewsAsync(db, rows, cancellationToken), row => new CursorRequest.Position(row.CreatedAt, row.Id));
    }

    /// <summary>One case with its latest signals and what was done about it.</summary>
    public async Task<Outcome<RiskDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return Refusal.NotFound(RiskRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.RiskCases.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } found)
            return Refusal.NotFound(RiskRefusals.NotFound);

        var signals = db.RiskSignals.AsNoTracking().Where(signal => signal.CaseId == id);
        var latest = await signals
            .OrderByDescending(signal => signal.OccurredAt).ThenBy(signal => signal.Id).Take(Shown)
            .Join(db.Programmes, signal => signal.ProgrammeId, programme => programme.Id,
                (signal, programme) => new { Signal = signal, programme.Code, programme.Name })
            .ToListAsync(cancellationToken);
        var orders = await RiskOrders.LoadAsync(db, found, latest.ConvertAll(row => row.Signal), cancellationToken);
        var actions = await db.RiskActions.AsNoTracking()
            .Where(action => action.CaseId == id)
            .OrderByDescending(action => action.At).ThenByDescending(action => action.Id).Take(ActionsShown)
            .Select(action => new RiskActionView(action.Kind, action.Reason, action.By, action.At, action.Rewards))
            .ToListAsync(cancellationToken);
        return new RiskDetail(
            (await ViewsAsync(db, [found], cancellationToken))[0],
            [
                .. latest.OrderByDescending(row => row.Signal.OccurredAt).ThenBy(row => row.Signal.Id).Select(row => new RiskSignalView(
                    row.Signal.Id, row.Code, row.Name, row.Signal.OccurredAt, row.Signal.Amount, RiskSubjects.IsAddress(row.Signal.Subject),
                    RiskSubjects.Source(row.Signal.Subject), row.Signal.WithdrawnAt, row.Signal.Review, orders.Of(row.Signal),
                    orders.CountOf(row.Signal))),
            ],
            await signals.CountAsync(cancellationToken),
            actions);
    }

    /// <summary>How these cases stand in a transaction that saved them, for its answer.</summary>
    internal async Task<IReadOnlyList<RiskCaseView>> ViewsOfAsync(
        PortalDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await ViewsAsync(
            db, await db.RiskCases.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken),
            cancellationToken);

    private static IQueryable<RiskCase> Found(PortalDb db, RiskFilter filter)
    {
        var found = db.RiskCases.AsNoTracking();
        if (filter.Rule is { } rule)
            found = found.Where(row => row.Rule == rule);
        if (filter.PartnerId is { } partner)
            found = found.Where(row => row.PartnerId == partner);
        if (Guid.TryParse(filter.Text, CultureInfo.InvariantCulture, out var id))
            return found.Where(row => row.Id == id);
        if (SearchText.Fold(filter.Text) is not { Length: > 0 } text)
            return found;

        var code = filter.Text!.Trim().ToUpperInvariant();
        return found.Where(row =>
            db.Partners.Any(partner => partner.Id == row.PartnerId && (partner.NameSearch.Contains(text) || partner.ReferralCode == code)));
    }

    /// <summary>As <see cref="RiskCase.StateAt"/>.</summary>
    private IQueryable<RiskCase> InState(IQueryable<RiskCase> cases, RiskState? state)
    {
        var now = clock.GetUtcNow();
        return state switch
        {
            null => cases,
            RiskState.Overdue => cases.Where(row => row.DueAt != null && row.DueAt <= now),
            RiskState.New => cases.Where(row => (row.DueAt == null || row.DueAt > now) && row.Unreviewed > 0),
            RiskState.Held => cases.Where(row => row.DueAt != null && row.DueAt > now && row.Unreviewed == 0),
            _ => cases.Where(row => row.DueAt == null && row.Unreviewed == 0),
        };
    }

    /// <summary>Three more queries for any number of cases.</summary>
    private async Task<List<RiskCaseView>> ViewsAsync(PortalDb db, List<RiskCase> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var partnerIds = rows.Select(row => row.PartnerId).Distinct().ToArray();
        var partners = await db.Partners.AsNoTracking().Where(partner => partnerIds.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.Name, partner.ReferralCode })
            .ToDictionaryAsync(partner => partner.Id, cancellationToken);
        var concerned = await db.RiskSignals
            .Where(signal => ids.Contains(signal.CaseId) && signal.WithdrawnAt == null)
            .Join(db.RiskSignalOrders, signal => signal.Id, link => link.SignalId, (signal, link) => new { signal.CaseId, link.OrderId })
            .Distinct()
            .Join(db.RiskCases, link => link.CaseId, row => row.Id, (link, row) => new { link.CaseId, link.OrderId, row.PartnerId })
            .Join(
                db.Rewards.Where(reward => !reward.IsReplaced
                    && (reward.State == RewardState.Pending || reward.State == RewardState.Earned)),
                link => new { link.OrderId, link.PartnerId }, reward => new { reward.OrderId, reward.PartnerId },
                (link, reward) => new { link.CaseId, reward.Gross })
            .GroupBy(reward => reward.CaseId)
            .Select(group => new { group.Key, Count = group.Count(), Gross = group.Sum(reward => reward.Gross) })
            .ToDictionaryAsync(group => group.Key, cancellationToken);
        var held = await db.RewardHolds
            .Where(hold => hold.CaseId != null && ids.Contains(hold.CaseId.Value) && hold.ReleasedAt == null)
            .Join(
                db.Rewards.Where(reward => !reward.IsReplaced),
                hold => new { hold.OrderId, hold.ProgrammeId, hold.PartnerId },
                reward => new { reward.OrderId, reward.ProgrammeId, reward.PartnerId },
                (hold, reward) => new { CaseId = hold.CaseId!.Value, reward.Gross })
            .GroupBy(reward => reward.CaseId)
            .Select(group => new { group.Key, Gross = group.Sum(reward => reward.Gross) })
            .ToDictionaryAsync(group => group.Key, group => group.Gross, cancellationToken);
        var now = clock.GetUtcNow();
        return rows.ConvertAll(row => new RiskCaseView(
            row.Id, row.PartnerId, partners[row.PartnerId].Name, partners[row.PartnerId].ReferralCode, row.Rule, row.StateAt(now),
            row.Signals, row.Unreviewed,
            concerned.GetValueOrDefault(row.Id)?.Count ?? 0, concerned.GetValueOrDefault(row.Id)?.Gross ?? 0, row.Held,
            held.GetValueOrDefault(row.Id),
            row.LastAt, row.DueAt, row.Escalations, row.CreatedAt));
    }
}
