using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Programmes;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>
/// Follows the decisions about orders, in the transaction that writes them: what stands out about an order is entered, and what
/// a new decision takes the reason away from is withdrawn. Orders that nothing stands out about cost one query a group, and only
/// where clicks brought them.
/// </summary>
public sealed class RiskWriter(PortalSettings settings, TimeProvider clock) : IRewardStep
{
    private readonly RiskLimits limits = new(settings.Risk.MinFromClick, settings.Risk.WeekClashes);

    async Task IRewardStep.DecidedAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var findings = await FindAsync(db, written, cancellationToken);
        var withdrawn = await WithdrawnAsync(db, written, findings, cancellationToken);
        findings.AddRange(await FloodsAsync(db, written, cancellationToken));
        await RiskRegister.EnterAsync(db, findings, withdrawn, await UnheldAsync(db, written, cancellationToken), clock, cancellationToken);
    }

    /// <summary>
    /// Signals of a partner that somebody has held, of which an order is theirs only now: its reward was not there to be held, so
    /// somebody has to look again.
    /// </summary>
    private static async Task<IReadOnlyList<RiskSignal>> UnheldAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var gained = written
            .Where(one => one is { Replaced: not null, New.Decision: RewardDecision { PartnerId: not null } })
            .Select(one => (Order: one.New.Order.Id, Programme: one.New.Programme.Id,
                Partner: ((RewardDecision)one.New.Decision).PartnerId!.Value))
            .ToHashSet();
        if (gained.Count == 0)
            return [];

        var orders = gained.Select(one => one.Order).Distinct().ToArray();
        var held = await db.RiskSignalOrders
            .Where(link => orders.Contains(link.OrderId))
            .Join(db.RiskSignals, link => link.SignalId, signal => signal.Id, (link, signal) => new { link.OrderId, Signal = signal })
            .Where(one => one.Signal.Review == RiskReview.Held && one.Signal.WithdrawnAt == null)
            .Join(db.RiskCases, one => one.Signal.CaseId, row => row.Id, (one, row) => new { one.OrderId, one.Signal, row.PartnerId })
            .ToListAsync(cancellationToken);
        if (held.Count == 0)
            return [];

        var holds = (await db.RewardHolds.AsNoTracking()
                .Where(hold => orders.Contains(hold.OrderId) && hold.ReleasedAt == null && hold.CaseId != null)
                .Select(hold => new { hold.OrderId, hold.ProgrammeId, hold.PartnerId })
                .ToListAsync(cancellationToken))
            .ConvertAll(hold => (hold.OrderId, hold.ProgrammeId, hold.PartnerId)).ToHashSet();
        var unheld = gained.Where(one => !holds.Contains(one)).Select(one => (one.Order, one.Partner)).ToHashSet();
        return [.. held.Where(one => unheld.Contains((one.OrderId, one.PartnerId))).Select(one => one.Signal).Distinct()];
    }

    private async Task<List<RiskFinding>> FindAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var found = written
            .Where(one => one.New.Decision is RewardDecision)
            .SelectMany(one => OrderRisks.Of((RewardDecision)one.New.Decision, one.New.Order.PlacedAt, one.New.Click?.At, limits),
                (one, rule) => (one.New, Rule: rule))
            .ToList();
        var related = await RelatedOrders.LoadAsync(db, found.ConvertAll(one => (one.New.Order, one.Rule)), cancellationToken);
        return found.ConvertAll(one =>
        {
            var (order, reward) = (one.New.Order, (RewardDecision)one.New.Decision);
            return new RiskFinding(
                (reward.PartnerId ?? reward.CandidateId)!.Value, one.Rule, one.New.Programme.Id, RiskSubjects.Order(order.Id), order.Id,
                order.PlacedAt,
                one.Rule == RiskRule.ImpossibleTime ? (int)(order.PlacedAt - one.New.Click!.At).TotalSeconds : null,
                [order.Id, .. related.Of(order, one.Rule)]);
        });
    }

    /// <summary>What stood out by the decisions that were replaced, and does not by those that replaced them.</summary>
    private static async Task<IReadOnlyList<RiskSignal>> WithdrawnAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, List<RiskFinding> findings,
        CancellationToken cancellationToken)
    {
        var again = written.Where(one => one.Replaced is not null).Select(one => (one.New.Order.Id, Programme: one.New.Programme.Id))
            .ToHashSet();
        if (again.Count == 0)
            return [];

        var orders = again.Select(one => one.Id).Distinct().ToArray();
        var stored = await db.RiskSignals
            .Where(signal => signal.OrderId != null && orders.Contains(signal.OrderId.Value) && signal.WithdrawnAt == null)
            .Join(db.RiskCases, signal => signal.CaseId, row => row.Id, (signal, row) => new { Signal = signal, row.PartnerId, row.Rule })
            .ToListAsync(cancellationToken);
        return
        [
            .. stored
                .Where(one => again.Contains((one.Signal.OrderId!.Value, one.Signal.ProgrammeId))
                    && !findings.Exists(finding => finding.PartnerId == one.PartnerId && finding.Rule == one.Rule
                        && finding.ProgrammeId == one.Signal.ProgrammeId && finding.OrderId == one.Signal.OrderId))
                .Select(one => one.Signal),
        ];
    }

    /// <summary>Orders that came by clicks of a flood that is known already.</summary>
    private static async Task<IReadOnlyList<RiskFinding>> FloodsAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var credited = written
            .Where(one => one.New is { Click: not null, Decision: RewardDecision { PartnerId: not null } })
            .Select(one => (one.New.Order, one.New.Programme, Partner: ((RewardDecision)one.New.Decision).PartnerId!.Value,
                Click: one.New.Click!))
            .ToList();
        if (credited.Count == 0)
            return [];

        var partners = credited.Select(one => one.Partner).Distinct().ToArray();
        var programmes = credited.Select(one => one.Programme.Id).Distinct().ToArray();
        var subjects = credited.SelectMany(one => Subjects(one.Click)).Distinct().ToArray();
        var floods = await db.RiskCases.AsNoTracking()
            .Where(row => partners.Contains(row.PartnerId) && row.Rule == RiskRule.ClickFlood)
            .Join(db.RiskSignals.Where(signal => programmes.Contains(signal.ProgrammeId) && subjects.Contains(signal.Subject)),
                row => row.Id, signal => signal.CaseId,
                (row, signal) => new { row.PartnerId, signal.ProgrammeId, signal.Subject, signal.OccurredAt, signal.Amount })
            .ToListAsync(cancellationToken);
        return
        [
            .. from flood in floods
               let orders = credited.Where(one => one.Partner == flood.PartnerId && one.Programme.Id == flood.ProgrammeId
                   && Subjects(one.Click).Contains(flood.Subject))
                   .Select(one => one.Order.Id).ToList()
               where orders.Count > 0
               select new RiskFinding(
                   flood.PartnerId, RiskRule.ClickFlood, flood.ProgrammeId, flood.Subject, null, flood.OccurredAt, flood.Amount, orders),
        ];
    }

    internal static IEnumerable<string> Subjects(ClickRecord click)
    {
        yield return RiskSubjects.Visitor(click.VisitorId, click.At);
        if (click.IpHash is { } address)
            yield return RiskSubjects.Address(address, click.At);
    }
}
