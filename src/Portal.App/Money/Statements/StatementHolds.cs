using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Statements;

/// <summary>
/// What is held of statements because it is in dispute (R8.7): it is neither settled nor invoiced until the dispute is decided, and the
/// other lines go on (R7.8). It lowers what is paid or asked for, and never raises it.
/// </summary>
internal static class StatementHolds
{
    /// <summary>
    /// Đồng by statement, with the sign of the shop's favour; those of which nothing is held are left out. What is held of an order
    /// belongs to the line that stands: of one that was taken back and posted again, the last.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> OfAsync(
        PortalDb db, IReadOnlyCollection<WeeklyStatement> statements, CancellationToken cancellationToken)
    {
        var held = new Dictionary<Guid, long>();
        foreach (var part in statements.Select(statement => statement.Id).Chunk(Parts.Size))
        {
            var sums = await (
                from line in db.StatementLines
                where part.Contains(line.StatementId) && line.SurchargeId != null
                join posted in db.JournalEntries on line.EntryId equals posted.Id
                where posted.Reason == EntryReason.Surcharge && !db.JournalEntries.Any(other => other.CorrectsId == posted.Id)
                join hold in db.JournalEntries on line.SurchargeId equals hold.SurchargeId
                where hold.Held != 0
                group hold.Held by line.StatementId into of
                select new { of.Key, Amount = of.Sum() })
                .ToListAsync(cancellationToken);
            foreach (var sum in sums.Where(sum => sum.Amount != 0))
                held.Add(sum.Key, sum.Amount);
        }

        return held;
    }
}
