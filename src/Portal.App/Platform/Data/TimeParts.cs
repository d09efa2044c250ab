using System.Linq.Expressions;

namespace Portal.App.Platform.Data;

/// <summary>
/// Which part of a stretch of time a row falls in, in SQL that every database knows: databases differ in how they take a local day from an
/// instant, and on SQLite an instant is a number. The boundaries are parameters, so that the query of another day is the same one.
/// </summary>
public static class TimeParts
{
    /// <summary>
    /// The number of the last start that is not after the row's instant, from nought; rows before the first start count to the first part.
    /// </summary>
    /// <param name="instant">The row's instant.</param>
    /// <param name="starts">Ascending; at least one.</param>
    public static Expression<Func<TRow, int>> Of<TRow>(Expression<Func<TRow, DateTimeOffset>> instant, IReadOnlyList<DateTimeOffset> starts)
    {
        return Expression.Lambda<Func<TRow, int>>(Within(0, starts.Count - 1), instant.Parameters);

        // halves, so that a row is compared six times among sixty parts
        Expression Within(int first, int last)
        {
            if (first == last)
                return Expression.Constant(first);

            var middle = (first + last + 1) / 2;
            var boundary = Expression.Property(Expression.Constant(new Boundary(starts[middle])), nameof(Boundary.Start));
            return Expression.Condition(Expression.LessThan(instant.Body, boundary), Within(first, middle - 1), Within(middle, last));
        }
    }

    private sealed record Boundary(DateTimeOffset Start);
}
