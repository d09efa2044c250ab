using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>Enters what was found into its cases, and withdraws what is no longer so, in the transaction of the caller.</summary>
internal static class RiskRegister
{
    /// <summary>
    /// Each case's row is written before its signals are, so that of two transactions that enter into one case the second waits or
    /// starts again, and then counts on from what the first one committed. Entering counts on, so that it costs the same however
    /// many signals a case has; what withdraws counts all again, as every review does.
    /// </summary>
    /// <param name="db">With a transaction; nothing is left to save.</param>
    /// <param name="findings">What stands out.</param>
    /// <param name="withdrawn">Tracked signals without a reason any more.</param>
    /// <param name="reopened">Tracked signals that somebody has to look at again.</param>
    /// <param name="clock">Tells when.</param>
    public static async Task EnterAsync(
        PortalDb db, IReadOnlyCollection<RiskFinding> findings, IReadOnlyCollection<RiskSignal> withdrawn,
        IReadOnlyCollection<RiskSignal> reopened, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (findings.Count + withdrawn.Count + reopened.Count == 0)
            return;

        var now = clock.GetUtcNow();
        IReadOnlyList<RiskSignal> changed = [.. withdrawn, .. reopened];
        var cases = await CasesAsync(db, findings, changed, clock, cancellationToken);
        foreach (var row in cases)
            row.Version++;
        await db.SaveChangesAsync(cancellationToken);

        foreach (var signal in withdrawn)
            signal.WithdrawnAt = now;
        foreach (var signal in reopened)
            (signal.Review, signal.ReviewedAt) = (null, null);
        var byKey = cases.ToDictionary(row => (row.PartnerId, row.Rule));
        await SignalsAsync(db, findings, byKey, clock, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (changed.Count > 0)
            await RiskCounts.CountAsync(db, cases.FindAll(row => changed.Any(signal => signal.CaseId == row.Id)), now, cancellationToken);
        foreach (var row in cases)
            db.NotifyChange(ChangeTopics.Risk, row.Id, clock);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<List<RiskCase>> CasesAsync(
        PortalDb db, IReadOnlyCollection<RiskFinding> findings, IReadOnlyCollection<RiskSignal> changed, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var ids = changed.Select(signal => signal.CaseId).Distinct().ToArray();
        var partners = findings.Select(finding => finding.PartnerId).Distinct().ToArray();
        var wanted = findings.Select(finding => (finding.PartnerId, finding.Rule)).ToHashSet();
        var stored = await db.RiskCases.Where(row => ids.Contains(row.Id) || partners.Contains(row.PartnerId))
            .ToListAsync(cancellationToken);
        var cases = stored.FindAll(row => ids.Contains(row.Id) || wanted.Contains((row.PartnerId, row.Rule)));
        foreach (var (partner, rule) in wanted.Where(key => !cases.Exists(row => (row.PartnerId, row.Rule) == key)).ToList())
        {
            var added = new RiskCase { Id = Ids.New(clock), PartnerId = partner, Rule = rule, CreatedAt = clock.GetUtcNow() };
            db.RiskCases.Add(added);
            cases.Add(added);
        }

        return cases;
    }

    private static async Task SignalsAsync(
        PortalDb db, IReadOnlyCollection<RiskFinding> findings, Dictionary<(Guid, RiskRule), RiskCase> cases, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var ids = cases.Values.Select(row => row.Id).ToArray();
        var subjects = findings.Select(finding => finding.Subject).Distinct().ToArray();
        var stored = (await db.RiskSignals.Where(signal => ids.Contains(signal.CaseId) && subjects.Contains(signal.Subject))
            .ToListAsync(cancellationToken))
            .ToDictionary(signal => (signal.CaseId, signal.ProgrammeId, signal.Subject));
        var known = stored.Values.Select(signal => signal.Id).ToArray();
        var orders = findings.SelectMany(finding => finding.Orders).Distinct().ToArray();
        var linked = (await db.RiskSignalOrders.AsNoTracking()
                .Where(row => known.Contains(row.SignalId) && orders.Contains(row.OrderId)).ToListAsync(cancellationToken))
            .ConvertAll(row => (row.SignalId, row.OrderId)).ToHashSet();
        var (added, links) = (new List<RiskSignal>(), new List<RiskSignalOrder>());
        foreach (var finding in findings)
        {
            var row = cases[(finding.PartnerId, finding.Rule)];
            var key = (row.Id, finding.ProgrammeId, finding.Subject);
            RiskCounts.Add(row, stored.GetValueOrDefault(key), -1);
            if (!stored.TryGetValue(key, out var signal))
            {
                stored[key] = signal = new RiskSignal
                {
                    Id = Ids.New(clock),
                    CaseId = row.Id,
                    ProgrammeId = finding.ProgrammeId,
                    Subject = finding.Subject,
                    OrderId = finding.OrderId,
                    OccurredAt = finding.OccurredAt,
                    FoundAt = clock.GetUtcNow(),
                };
                added.Add(signal);
            }

            signal.Amount = finding.Amount;
            signal.WithdrawnAt = null;
            foreach (var order in finding.Orders.Where(order => linked.Add((signal.Id, order))))
            {
                links.Add(new RiskSignalOrder { SignalId = signal.Id, OrderId = order });

                // what was held did not include this one, so somebody has to look again
                if (signal.Review == RiskReview.Held)
                    (signal.Review, signal.ReviewedAt) = (null, null);
            }

            RiskCounts.Add(row, signal, 1);
        }

        await db.InsertAsync(added, cancellationToken);
        await db.InsertAsync(links, cancellationToken);
    }
}
