using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Statements;

/// <summary>Keeps what remains of statements as the payments that settle them go (R7.7), in the transaction of those.</summary>
internal static class StatementPayments
{
    /// <summary>What these payments were to settle remains, since they were not paid; those of partners have no part in it.</summary>
    public static Task GiveBackAsync(PortalDb db, IEnumerable<Withdrawal> payments, CancellationToken cancellationToken) =>
        MoveAsync(db, payments, 1, cancellationToken);

    /// <summary>What these payments settle remains no more.</summary>
    public static Task TakeAsync(PortalDb db, IEnumerable<Withdrawal> payments, CancellationToken cancellationToken) =>
        MoveAsync(db, payments, -1, cancellationToken);

    private static async Task MoveAsync(
        PortalDb db, IEnumerable<Withdrawal> payments, int sign, CancellationToken cancellationToken)
    {
        var amounts = payments.Where(payment => payment.StatementId is not null).ToLookup(payment => payment.StatementId!.Value);
        foreach (var part in amounts.Select(own => own.Key).Chunk(Parts.Size))
        {
            var statements = await db.WeeklyStatements.Where(statement => part.Contains(statement.Id)).ToListAsync(cancellationToken);
            foreach (var statement in statements)
            {
                statement.Remaining += sign * amounts[statement.Id].Sum(payment => payment.Amount);
                statement.Version++;
            }
        }
    }
}
