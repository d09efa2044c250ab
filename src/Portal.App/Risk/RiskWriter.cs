using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Deciding;
using Portal.App.Orders;
using Portal.App.Settings;
using Portal.App.Tracking.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Programs;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>
/// Follows the decisions about orders, in the transaction that writes them: what stands out about an order is entered, and what
/// a new decision takes the reason away from is withdrawn. Orders that nothing stands out about cost one query a group, and only
/// where clicks brought them.
/// </summary>
public sealed class RiskWriter(PortalSettings settings, TimeProvider clock)
{
    /// <summary>How many other orders of the same device or customer a signal takes with it.</summary>
    public const int MostRelated = 20;

    private static readonly TimeSpan RelatedFor = TimeSpan.FromDays(31);

    private readonly RiskLimits limits = new(settings.Risk.MinFromClick, settings.Risk.WeekClashes);

    /// <summary>Call it when the decisions and their rewards are stored.</summary>
    internal async Task ApplyAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken)
    {
        var findings = new List<RiskFinding>();
        foreach (var (decided, _) in written)
        {
            if (decided.Decision is RewardDecision reward)
                findings.AddRange(await FindAsync(db, decided, reward, cancellationToken));
        }

        var withdrawn = await WithdrawnAsync(db, written, findings, cancellationToken);
        findings.AddRange(await FloodsAsync(db, written, cancellationToken));
        await RiskBook.EnterAsync(db, findings, withdrawn, clock, cancellationToken);
    }

    private async Task<IReadOnlyList<RiskFinding>> FindAsync(
        PortalDb db, DecidedOrder decided, RewardDecision reward, CancellationToken cancellationToken)
    {
        var order = decided.Order;
        var found = new List<RiskFinding>();
        foreach (var rule in OrderRisks.Of(reward, order.PlacedAt, decided.Click?.At, limits))
        {
            var partner = (reward.PartnerId ?? reward.CandidateId)!.Value;
            var amount = rule == RiskRule.ImpossibleTime ? (int)(order.PlacedAt - decided.Click!.At).TotalSeconds : (int?)null;
            found.Add(new RiskFinding(
                partner, rule, decided.Programme.Id, RiskSubjects.Order(order.Id), order.Id, order.PlacedAt, amount,
                [order.Id, .. await RelatedAsync(db, order, rule, cancellationToken)]));
        }

        return found;
    }

    /// <summary>
    /// Other orders of the same device, or of a self-referral of the same account too. Rewarded or not: which of them are, later
    /// decisions can change.
    /// </summary>
    private static async Task<IReadOnlyList<Guid>> RelatedAsync(PortalDb db, Order order, RiskRule rule, CancellationToken cancellationToken)
    {
        if (rule == RiskRule.ImpossibleTime)
            return [];

        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        var (from, to) = rule == RiskRule.DeviceClash ? (week.Start, week.End) : (order.PlacedAt - RelatedFor, order.PlacedAt + RelatedFor);
        var related = new List<Guid>();
        if (order.DeviceHash is { } device)
            related.AddRange(await Near(db.Orders.Where(other => other.DeviceHash == device)).ToListAsync(cancellationToken));
        if (rule == RiskRule.SelfReferral && order.AccountKey is { } account)
            related.AddRange(await Near(db.Orders.Where(other => other.AccountKey == account)).ToListAsync(cancellationToken));
        return [.. related.Distinct()];

        IQueryable<Guid> Near(IQueryable<Order> orders) => orders
            .Where(other => other.ShopId == order.ShopId && other.PlacedAt >= from && other.PlacedAt < to && other.Id != order.Id)
            .OrderByDescending(other => other.PlacedAt).Select(other => other.Id).Take(MostRelated);
    }

    /// <summary>What stood out by the decisions that were replaced, and does not by those that replaced them.</summary>
    private static async Task<IReadOnlyList<RiskSignal>> WithdrawnAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, List<RiskFinding> findings, CancellationToken cancellationToken)
    {
        var again = written.Where(one => one.Replaced is not null).Select(one => (one.New.Order.Id, Programme: one.New.Programme.Id)).ToHashSet();
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
            .Select(one => (one.New.Order, one.New.Programme, Partner: ((RewardDecision)one.New.Decision).PartnerId!.Value, Click: one.New.Click!))
            .ToList();
        if (credited.Count == 0)
            return [];

        var partners = credited.Select(one => one.Partner).Distinct().ToArray();
        var subjects = credited.SelectMany(one => Subjects(one.Click)).Distinct().ToArray();
        var floods = await db.RiskCases.AsNoTracking()
            .Where(row => partners.Contains(row.PartnerId) && row.Rule == RiskRule.ClickFlood)
            .Join(db.RiskSignals.Where(signal => subjects.Contains(signal.Subject)), row => row.Id, signal => signal.CaseId,
                (row, signal) => new { row.PartnerId, signal.ProgrammeId, signal.Subject, signal.OccurredAt, signal.Amount })
            .ToListAsync(cancellationToken);
        return
        [
            .. from flood in floods
               let orders = credited.Where(one => one.Partner == flood.PartnerId && one.Programme.Id == flood.ProgrammeId && Subjects(one.Click).Contains(flood.Subject))
                   .Select(one => one.Order.Id).ToList()
               where orders.Count > 0
               select new RiskFinding(flood.PartnerId, RiskRule.ClickFlood, flood.ProgrammeId, flood.Subject, null, flood.OccurredAt, flood.Amount, orders),
        ];
    }

    internal static IEnumerable<string> Subjects(ClickRecord click)
    {
        yield return RiskSubjects.Visitor(click.VisitorId, click.At);
        if (click.IpHash is { } address)
            yield return RiskSubjects.Address(address, click.At);
    }
}
