using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>
/// Looks for floods of clicks, hour by hour: each hour's clicks are one range of ids, which the database counts by source, and a
/// mark says how far it came. The running hour is looked at again each time, an hour that ended for some minutes for the last
/// time. Clicks that are told of after their hour are not counted.
/// </summary>
public sealed class ClickFloods(
    IDbContextFactory<PortalDb> contexts, IClickStore clicks, UnitOfWork work, FailedWork failed, PortalSettings settings,
    TimeProvider clock)
{
    private const string Mark = "click_floods";

    /// <summary>How far back a portal looks that has never looked.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(2);

    /// <summary>How long after its end an hour may still get clicks: those that waited for the disk.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <summary>Hours that were put aside and are looked at again in one go.</summary>
    private const int MostAgain = 48;

    /// <summary>
    /// Looks at every hour that has not been looked at for the last time. One that cannot be looked through is put aside, so that those
    /// after it are not waited for.
    /// </summary>
    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (first, failing) = await StateAsync(now, cancellationToken);
        var hours = new SortedSet<DateTimeOffset>(failing.Keys);
        for (var hour = first; hour <= now; hour = hour.AddHours(1))
            hours.Add(hour);

        var looked = new HashSet<DateTimeOffset>();
        foreach (var hour in hours.Where(hour => !failing.TryGetValue(hour, out var next) || next <= now))
        {
            if (!await failed.TryAsync(ItemOf(hour), stop => ScanAsync(hour, IsLast(hour, now), stop), cancellationToken))
                continue;

            looked.Add(hour);
            if (failing.ContainsKey(hour))
                await failed.ForgetAsync(ItemOf(hour), cancellationToken);
        }

        if (hours.Where(hour => IsLast(hour, now)).ToList() is [.., var last] over && !over.TrueForAll(looked.Contains))
        {
            await work.RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await MoveAsync(db, last.AddHours(1), stop);
                    return default(Done);
                },
                cancellationToken);
        }
    }

    /// <summary>Whether the hour is looked at for the last time.</summary>
    private static bool IsLast(DateTimeOffset hour, DateTimeOffset now) => hour.AddHours(1) + Late <= now;

    /// <summary>
    /// The first hour that was not looked at for the last time, and those that were put aside, each with when it is due again.
    /// </summary>
    private async Task<(DateTimeOffset First, IReadOnlyDictionary<DateTimeOffset, DateTimeOffset> Failing)> StateAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var failures = db.WorkFailures.AsNoTracking().Where(failure => failure.Kind == WorkKind.ClickFlood);
        var mark = await db.ScanCheckpoints.AsNoTracking().Where(row => row.Name == Mark)
            .Select(row => new { row.DoneUntil, Fails = failures.Any() })
            .FirstOrDefaultAsync(cancellationToken);
        var failing = mark is not { Fails: true }
            ? []
            : await failures.OrderBy(failure => failure.NextAt).Take(MostAgain).Select(failure => new { failure.Subject, failure.NextAt })
            .ToListAsync(cancellationToken);
        return (
            mark?.DoneUntil ?? RiskSubjects.HourOf(now - FirstLook),
            failing.ToDictionary(
                failure => DateTimeOffset.Parse(failure.Subject, CultureInfo.InvariantCulture), failure => failure.NextAt));
    }

    private static WorkItem ItemOf(DateTimeOffset hour)
    {
        var text = hour.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        return new WorkItem(WorkKind.ClickFlood, WorkItem.Part(nameof(ClickFloods), text).Id, text);
    }

    private async Task ScanAsync(DateTimeOffset hour, bool isLast, CancellationToken cancellationToken)
    {
        var floods = Sources(
            await clicks.FloodsAsync(hour, settings.Risk.ClicksOfVisitor, settings.Risk.ClicksOfAddress, cancellationToken));
        if (floods.Count == 0 && !isLast)
            return;

        await work.RunAsync<Done>(
            Actor.System,
            async (db, stop) =>
            {
                var findings = await FindAsync(db, floods, hour, stop);
                await RiskRegister.EnterAsync(db, await ChangedAsync(db, findings, stop), [], [], clock, stop);
                if (isLast)
                    await MoveAsync(db, hour.AddHours(1), stop);
                return default(Done);
            },
            cancellationToken);
    }

    /// <summary>An address behind which there is but one visitor is told as that visitor.</summary>
    private static IReadOnlyList<ClickFlood> Sources(IReadOnlyList<ClickFlood> floods) =>
        [.. floods.Where(flood => flood.Visitor is not null || flood.Visitors > 1)];

    private async Task<List<RiskFinding>> FindAsync(
        PortalDb db, IReadOnlyList<ClickFlood> floods, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var (first, end) = (ClickIds.LowestAt(hour), ClickIds.LowestAt(hour.AddHours(1)));
        var partners = floods.Select(flood => flood.PartnerId).Distinct().ToArray();

        // the partners' orders since the hour began whose click is of the hour; those that come later, the intake finds
        var credited = await db.Rewards.AsNoTracking()
            .Where(reward => partners.Contains(reward.PartnerId) && reward.PlacedAt >= hour && !reward.IsReplaced)
            .Join(
                db.OrderDecisions.Where(decision => decision.ClickId >= first && decision.ClickId < end),
                reward => new { reward.OrderId, reward.ProgrammeId, Number = reward.DecisionNumber },
                decision => new { decision.OrderId, decision.ProgrammeId, decision.Number },
                (reward, decision) => new { reward.PartnerId, reward.ProgrammeId, reward.OrderId, ClickId = decision.ClickId!.Value })
            .ToListAsync(cancellationToken);
        var made = (await clicks.ByIdAsync([.. credited.Select(order => order.ClickId).Distinct()], cancellationToken))
            .ToDictionary(click => click.Id);
        var bySource = credited.Where(order => made.ContainsKey(order.ClickId))
            .SelectMany(order => RiskWriter.Subjects(made[order.ClickId]),
                (order, subject) => (Key: (order.PartnerId, order.ProgrammeId, subject), order.OrderId))
            .ToLookup(order => order.Key, order => order.OrderId);
        return
        [
            .. from flood in floods
               let subject = flood.Visitor is { } visitor ? RiskSubjects.Visitor(visitor, hour) : RiskSubjects.Address(flood.Address!, hour)
               select new RiskFinding(
                   flood.PartnerId, RiskRule.ClickFlood, flood.ProgrammeId, subject, null, hour, flood.Clicks,
                   [.. bySource[(flood.PartnerId, flood.ProgrammeId, subject)].Distinct()]),
        ];
    }

    /// <summary>Leaves out what is entered already, so that the running hour's next look writes nothing.</summary>
    private static async Task<IReadOnlyCollection<RiskFinding>> ChangedAsync(
        PortalDb db, List<RiskFinding> findings, CancellationToken cancellationToken)
    {
        if (findings.Count == 0)
            return findings;

        var subjects = findings.Select(finding => finding.Subject).Distinct().ToArray();
        var known = await db.RiskSignals.AsNoTracking()
            .Where(signal => subjects.Contains(signal.Subject))
            .Join(db.RiskCases.Where(row => row.Rule == RiskRule.ClickFlood), signal => signal.CaseId, row => row.Id,
                (signal, row) => new
                {
                    row.PartnerId,
                    signal.ProgrammeId,
                    signal.Subject,
                    signal.Amount,
                    Orders = db.RiskSignalOrders.Where(link => link.SignalId == signal.Id).Select(link => link.OrderId).ToList()
                })
            .ToListAsync(cancellationToken);
        return findings.FindAll(finding => !known.Exists(one =>
            (one.PartnerId, one.ProgrammeId, one.Subject, one.Amount) == (
                finding.PartnerId, finding.ProgrammeId, finding.Subject, finding.Amount)
            && finding.Orders.All(one.Orders.Contains)));
    }

    /// <summary>Of two nodes that look at the same hour both may move the mark, to the same place.</summary>
    private static async Task MoveAsync(PortalDb db, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var mark = await db.ScanCheckpoints.FirstOrDefaultAsync(row => row.Name == Mark, cancellationToken);
        if (mark is null)
            db.ScanCheckpoints.Add(new ScanCheckpoint { Name = Mark, DoneUntil = until });
        else if (mark.DoneUntil < until)
            mark.DoneUntil = until;
    }
}
