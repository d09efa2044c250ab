using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.App.Platform.Data;

/// <summary>
/// Refuses an update or delete of which SQL Server does not say how many rows it changed. With NOCOUNT on the answer is −1, which is
/// neither of the numbers that the use cases ask about (none: somebody else was first; one: it is ours). The portal does not start
/// on such a server (<see cref="SqlServerRequirements"/>); this is for a server that changes while it runs.
/// </summary>
internal sealed class SqlServerRowCounts : DbCommandInterceptor
{
    public static readonly SqlServerRowCounts Instance = new();

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Counted(eventData, result);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Counted(eventData, result));

    private static int Counted(CommandExecutedEventData executed, int rows) =>
        rows >= 0 || executed.CommandSource is not (CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete)
            ? rows
            : throw new InvalidOperationException("SQL Server does not count rows: NOCOUNT is on. Nothing was changed.");
}
