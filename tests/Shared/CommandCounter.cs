using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Shared;

/// <summary>
/// Counts what EF sends to the database, for tests that a number of commands does not grow with a number of rows; and lets something happen
/// before one of them.
/// </summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private int count;
    private int rows;

    public int Count => Volatile.Read(ref count);

    /// <summary>Rows that were read of all queries' answers.</summary>
    public int Rows => Volatile.Read(ref rows);

    /// <summary>Told the text of each query before it is sent, and waited for.</summary>
    public Func<string, Task>? Before { get; set; }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        if (Before is { } before)
            await before(command.CommandText);
        return result;
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(
        DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Interlocked.Add(ref rows, eventData.ReadCount);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }
}
