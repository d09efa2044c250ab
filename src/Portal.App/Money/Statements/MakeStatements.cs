using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Statements;

namespace Portal.App.Money.Statements;

/// <summary>
/// Makes the statements of shops up to the last week that is over (R7.7, R7.8), week by week where some were missed. What decides is which
/// entries stand in none, so that it can run twice, on two nodes, and again after any interruption: the entry is the key of a line, shop
/// and week are that of a statement.
/// </summary>
public sealed class MakeStatements(Transactions transactions, StatementMails mails, PortalSettings settings, TimeProvider clock)
{
    /// <summary>Shops of one transaction; while it lasts, nobody else writes on SQLite.</summary>
    public const int Part = 20;

    /// <summary>Shops that wait for a statement, by id.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="week">The Monday of the last week that is over.</param>
    /// <param name="after">The last shop that was looked at; empty at the start.</param>
    internal static IQueryable<Guid> Due(PortalDb db, DateOnly week, Guid after)
    {
        var end = LocalCalendar.WeekPeriod(week).End;
        return db.Shops
            .Where(shop => shop.Id > after
                && !db.WeeklyStatements.Any(made => made.ShopId == shop.Id && made.Week >= week)
                && StatedEntries.Waiting(db, end).Any(entry => entry.HolderId == shop.Id))
            .OrderBy(shop => shop.Id).Select(shop => shop.Id);
    }

    /// <summary>Brings these shops up to date, all or none.</summary>
    /// <returns>How many statements it made.</returns>
    public Task<int> RunAsync(IReadOnlyCollection<Guid> shops, CancellationToken cancellationToken) =>
        transactions.RunAsync((db, stop) => MakeAsync(db, shops, stop), _ => true, cancellationToken);

    private async Task<int> MakeAsync(PortalDb db, IReadOnlyCollection<Guid> shopIds, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var last = StatementWeek.LastOver(now);
        var shops = await db.Shops.AsNoTracking().Where(shop => shopIds.Contains(shop.Id)).OrderBy(shop => shop.Id)
            .Select(shop => new
            {
                shop.Id,
                shop.Code,
                Last = db.WeeklyStatements.Where(made => made.ShopId == shop.Id).OrderByDescending(made => made.Week)
                    .Select(made => new Made(made.Week, made.Year, made.Sequence)).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var entries = await StatedEntries.Waiting(db, LocalCalendar.WeekPeriod(last).End)
            .Where(entry => shopIds.Contains(entry.HolderId))
            .Select(entry => new Stated(
                entry.Id, entry.HolderId, entry.OrderId, entry.SurchargeId, entry.OccurredAt, entry.RecordedAt, entry.Reason,
                entry.DisputeId, entry.Surcharged, entry.Promoted, entry.Available + entry.Held))
            .ToListAsync(cancellationToken);
        var waiting = entries.ToLookup(entry => entry.ShopId);
        List<WeeklyStatement> made = [];
        List<StatementLine> lines = [];
        foreach (var shop in shops)
        {
            var before = shop.Last;
            var weeks = waiting[shop.Id].GroupBy(entry => StatementWeek.Of(entry.OccurredAt, entry.RecordedAt, shop.Last?.Week))
                .Where(week => week.Key <= last).OrderBy(week => week.Key);
            foreach (var week in weeks)
            {
                var statement = New(shop.Id, shop.Code, week.Key, [.. week], before, now);
                before = new Made(statement.Week, statement.Year, statement.Sequence);
                made.Add(statement);
                lines.AddRange(week.Select(entry => new StatementLine
                {
                    EntryId = entry.Id,
                    StatementId = statement.Id,
                    OrderId = entry.OrderId,
                    SurchargeId = entry.SurchargeId,
                    At = entry.RecordedAt,
                    Week = StatementWeek.Own(entry.OccurredAt),
                    Amount = entry.Amount,
                }));
            }
        }

        await db.InsertAsync(made, cancellationToken);
        await db.InsertAsync(lines, cancellationToken);
        var ids = made.ConvertAll(statement => statement.Id);
        await db.Surcharges.Where(row => db.StatementLines.Any(line => line.SurchargeId == row.Id && ids.Contains(line.StatementId)))
            .ExecuteUpdateAsync(
                set => set.SetProperty(
                    row => row.Stated, row => db.StatementLines.Where(line => line.SurchargeId == row.Id).Sum(line => line.Amount)),
                cancellationToken);
        await mails.ReadyAsync(db, made, cancellationToken);
        foreach (var statement in made)
            db.NotifyChange(ChangeTopics.Money, statement.Id, clock, shopId: statement.ShopId);
        return made.Count;
    }

    private WeeklyStatement New(
        Guid shopId, string code, DateOnly week, IReadOnlyList<Stated> entries, Made? before, DateTimeOffset now)
    {
        var sequence = before is { } made && made.Year == week.Year ? made.Sequence + 1 : 1;
        var facts = entries
            .Where(entry => entry.DisputeId is null && entry.Reason is (EntryReason.Surcharge or EntryReason.SurchargeReversal)).ToList();
        var (surcharges, promotions) = (facts.Sum(entry => entry.Surcharged), -facts.Sum(entry => entry.Promoted));
        var net = entries.Sum(entry => entry.Amount);
        return new WeeklyStatement
        {
            Id = Ids.New(clock),
            ShopId = shopId,
            Number = StatementWeek.Number(code, week.Year, sequence),
            Year = week.Year,
            Sequence = sequence,
            Week = week,
            From = LocalCalendar.StartOf(week).ToUniversalTime(),
            Entries = entries.Count,
            Surcharges = surcharges,
            Promotions = promotions,
            Corrections = net - (promotions - surcharges),
            Net = net,
            Remaining = net,
            MadeAt = now,
            ReviewUntil = now + settings.Settlement.ReviewWindow,
        };
    }

    private sealed record Made(DateOnly Week, int Year, int Sequence);

    private sealed record Stated(
        Guid Id, Guid ShopId, Guid? OrderId, Guid? SurchargeId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, EntryReason Reason,
        Guid? DisputeId, long Surcharged, long Promoted, long Amount);
}
