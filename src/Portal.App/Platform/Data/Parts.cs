using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Portal.App.Platform.Data;

/// <summary>
/// Deletes and updates of any number of rows, some at a time. SQL Server exchanges the locks of a statement for one on the whole
/// table when there are about 5,000 of them, and then everybody waits who writes to it.
/// </summary>
internal static class Parts
{
    /// <summary>Rows of one statement.</summary>
    public const int Size = 2_000;

    /// <param name="rows">Which; rows that nobody changes, so that what was chosen is still so when its turn comes.</param>
    /// <param name="order">In which order, by an index.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <returns>How many rows were deleted.</returns>
    public static async Task<int> DeleteInPartsAsync<T, TOrder>(
        this IQueryable<T> rows, Expression<Func<T, TOrder>> order, CancellationToken cancellationToken)
    {
        var part = rows.OrderBy(order).Take(Size);
        for (var all = 0; ;)
        {
            var deleted = await part.ExecuteDeleteAsync(cancellationToken);
            all += deleted;
            if (deleted < Size)
                return all;
        }
    }

    /// <param name="rows">
    /// Of which a row that was updated is none any more. The statement itself carries their conditions, and not only the query that cuts
    /// the part: whoever changed a row a moment before has it, as with one conditional update (seen on PostgreSQL: a request that was
    /// being taken back went into a batch).
    /// </param>
    /// <param name="order">In which order, by an index.</param>
    /// <param name="set">What is set.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <returns>How many rows were updated.</returns>
    public static async Task<int> UpdateInPartsAsync<T, TOrder>(
        this IQueryable<T> rows, Expression<Func<T, TOrder>> order, Action<UpdateSettersBuilder<T>> set,
        CancellationToken cancellationToken)
        where T : class
    {
        var part = rows.OrderBy(order).Take(Size);
        for (var all = 0; ;)
        {
            var updated = await rows.Where(row => part.Contains(row)).ExecuteUpdateAsync(set, cancellationToken);
            if (updated == 0)
                return all;
            all += updated;
        }
    }
}
