using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Portal.App.Data;

/// <summary>
/// Deletes and updates of any number of rows, some at a time. SQL Server exchanges the locks of a statement for one on the whole
/// table when there are about 5,000 of them, and then everybody waits who writes to it.
/// </summary>
internal static class Parts
{
    /// <summary>Rows of one statement.</summary>
    public const int Size = 2_000;

    /// <returns>How many rows were deleted.</returns>
    public static async Task<int> DeleteInPartsAsync<T>(this IOrderedQueryable<T> rows, CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            var part = await rows.Take(Size).ExecuteDeleteAsync(cancellationToken);
            all += part;
            if (part < Size)
                return all;
        }
    }

    /// <param name="rows">Of which a row that was updated is none any more.</param>
    /// <param name="set">What is set.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <returns>How many rows were updated.</returns>
    public static async Task<int> UpdateInPartsAsync<T>(
        this IOrderedQueryable<T> rows, Action<UpdateSettersBuilder<T>> set, CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            var part = await rows.Take(Size).ExecuteUpdateAsync(set, cancellationToken);
            all += part;
            if (part < Size)
                return all;
        }
    }
}
