using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Documents.Issuing;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Documents.MonthRun;

/// <summary>
/// Issues the statements of the runs that were asked for: some at a time, several at once, those of one claim in one transaction. What a
/// process held that was killed is free again after a while, so that the next one, or another node, goes on; a statement is issued and
/// its partner told once, whoever does it. One that fails rests and holds up no other.
/// </summary>
public sealed class StatementRunWorker(
    IDbContextFactory<PortalDb> contexts, StatementRunIssuing issuing, UnitOfWork work, FailedWork failed, TimeProvider clock,
    ILogger<StatementRunWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), failed, clock, log)
{
    /// <summary>Statements that are claimed, and issued in one transaction.</summary>
    private const int Part = 50;

    /// <summary>How long somebody holds what they claimed: far longer than a part takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Filled and rendered at once; the portal's other work goes on beside it.</summary>
    private static readonly int AtOnce = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private readonly FailedWork failed = failed;
    private readonly TimeProvider clock = clock;
    private readonly ILogger<StatementRunWorker> log = log;

    protected override IReadOnlyList<(Func<CancellationToken, Task> Part, string Complaint)> Parts =>
        [(IssueAsync, "Statements of a month could not be issued")];

    private async Task IssueAsync(CancellationToken stop)
    {
        foreach (var month in await OpenAsync(stop))
        {
            while (await ClaimAsync(month, stop) is { Count: > 0 } claimed)
                await IssueAsync(month, claimed, stop);
            await EndAsync(month, stop);
        }
    }

    private async Task<List<DateOnly>> OpenAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.StatementRuns.Where(run => run.EndedAt == null).OrderBy(run => run.Month).Select(run => run.Month)
            .ToListAsync(stop);
    }

    /// <summary>The next that wait, nobody holds and are not at rest; nobody else has them until the lease ends.</summary>
    private async Task<List<StatementRunIssuing.Claimed>> ClaimAsync(DateOnly month, CancellationToken stop)
    {
        var (now, lease) = (clock.GetUtcNow(), Ids.New(clock));
        var taken = await work.RunAsync<int>(
            Actor.System,
            async (db, cancel) =>
            {
                var resting = db.Resting(WorkKind.PartnerStatement, now);
                var next = await db.StatementRunParts
                    .Where(part => part.Month == month && part.DoneAt == null && (part.LeaseUntil == null || part.LeaseUntil < now)
                        && !resting.Contains(part.Id))
                    .OrderBy(part => part.Id).Select(part => part.Id).Take(Part).ToListAsync(cancel);
                return await db.StatementRunParts
                    .Where(part => next.Contains(part.Id) && part.DoneAt == null && (part.LeaseUntil == null || part.LeaseUntil < now))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(part => part.LeaseId, lease).SetProperty(part => part.LeaseUntil, now + Lease), cancel);
            },
            stop);
        if (taken.Value == 0)
            return [];

        await using var db = await contexts.CreateDbContextAsync(stop);
        return await (
            from part in db.StatementRunParts
            where part.LeaseId == lease
            join partner in db.Partners on part.PartnerId equals partner.Id
            orderby part.Id
            select new StatementRunIssuing.Claimed(
                part.Id, partner.Id, partner.Name, partner.Email,
                db.Users.Where(user => user.Email == partner.Email).Select(user => user.Language).FirstOrDefault() ?? "vi",
                db.WorkFailures.Any(failure => failure.Kind == WorkKind.PartnerStatement && failure.SubjectId == part.Id)))
            .ToListAsync(stop);
    }

    private async Task IssueAsync(DateOnly month, List<StatementRunIssuing.Claimed> claimed, CancellationToken stop)
    {
        var ready = new ConcurrentDictionary<Guid, StatementRunIssuing.Ready>();
        await Parallel.ForEachAsync(
            claimed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (one, cancel) => await failed.TryAsync(
                Item(one), async inner => ready[one.PartId] = await issuing.PrepareAsync(month, one, inner), cancel));
        var parts = claimed.Where(one => ready.ContainsKey(one.PartId)).Select(one => ready[one.PartId]).ToList();
        var done = parts;
        try
        {
            await issuing.IssueAsync(month, parts, stop);
        }
        catch (Exception failure) when (FailedWork.IsItsOwn(failure, stop))
        {
            log.LogWarning(failure, "{Count} statements go one by one, since one of them fails", parts.Count);
            done = [];
            foreach (var part in parts)
            {
                if (await failed.TryAsync(Item(part.Of), cancel => issuing.IssueAsync(month, [part], cancel), stop))
                    done.Add(part);
            }
        }

        foreach (var part in done.Where(part => part.Of.HasFailed))
            await failed.ForgetAsync(Item(part.Of), stop);
    }

    /// <summary>Ends the run when nothing of it waits.</summary>
    private async Task EndAsync(DateOnly month, CancellationToken stop) => await work.RunAsync<Done>(
        Actor.System,
        async (db, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (await db.StatementRuns
                .Where(run => run.Month == month && run.EndedAt == null
                    && !db.StatementRunParts.Any(part => part.Month == month && part.DoneAt == null))
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.EndedAt, now), cancel) == 1)
                db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(month), clock);
            return default(Done);
        },
        stop);

    private static WorkItem Item(StatementRunIssuing.Claimed one) => new(WorkKind.PartnerStatement, one.PartId, one.Name);
}

/// <summary>What a run does with the partners that somebody holds.</summary>
public sealed class StatementRunIssuing(
    IEnumerable<IDocumentSource> sources, IssueDocument issue, MailQueue mails, IDbContextFactory<PortalDb> contexts, UnitOfWork work,
    TimeProvider clock)
{
    private readonly IDocumentSource source = sources.Single(one => one.Kind == DocumentKind.PartnerStatement);

    /// <param name="Language">Of the person; their statement is in it.</param>
    /// <param name="HasFailed">It failed before.</param>
    internal sealed record Claimed(Guid PartId, Guid PartnerId, string Name, string Email, string Language, bool HasFailed);

    /// <param name="Prepared">Null of one that was issued before the run came to it.</param>
    internal sealed record Ready(Claimed Of, PreparedDocument? Prepared);

    /// <summary>Fills and renders one statement.</summary>
    internal async Task<Ready> PrepareAsync(DateOnly month, Claimed one, CancellationToken cancellationToken)
    {
        var culture = one.Language == "en" ? TextCatalog.English : TextCatalog.Vietnamese;
        var input = new IssueDocument.Input(new DocumentSubject(DocumentKind.PartnerStatement, one.PartnerId, month), culture);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await IssueDocument.LastAsync(db, input.Subject, culture, cancellationToken) is not null)
                return new Ready(one, null);
        }

        var filled = await source.FillAsync(Actor.System, input.Subject, culture, cancellationToken);
        if (filled.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);

        return new Ready(one, await issue.PrepareAsync(filled.Value, input, null, cancellationToken));
    }

    /// <summary>
    /// Issues them and tells their partners, in one transaction; of what somebody else did meanwhile nothing is done again.
    /// </summary>
    internal Task IssueAsync(
        DateOnly month, IReadOnlyCollection<Ready> parts, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            var ids = parts.Select(part => part.Of.PartId).ToArray();
            var waiting = await db.StatementRunParts.Where(part => ids.Contains(part.Id) && part.DoneAt == null)
                .ToDictionaryAsync(part => part.Id, stop);
            foreach (var part in parts)
            {
                if (!waiting.TryGetValue(part.Of.PartId, out var row))
                    continue;

                if (part.Prepared is { } prepared)
                    await IssueDocument.AddAsync(db, prepared, stop);
                (row.DoneAt, row.LeaseId, row.LeaseUntil) = (clock.GetUtcNow(), null, null);
                mails.Add(db, new Mail(
                    part.Of.Email, part.Of.Name, part.Of.Language, MailKind.PartnerStatementReady,
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["period"] = month.ToString("MM/yyyy", CultureInfo.InvariantCulture),
                        ["link"] = $"partner/statements/{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
                    }));
            }

            db.NotifyChange(ChangeTopics.Money, CloseMonth.SubjectOf(month), clock);
            return default(Done);
        },
        cancellationToken);
}
