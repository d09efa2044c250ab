using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Shared;

/// <summary>Lets SQLite find its disk full: while <see cref="IsFull"/>, the file cannot grow by a page.</summary>
public sealed class FullDisk : DbConnectionInterceptor
{
    private const long SqliteDefault = 1_073_741_823;

    public bool IsFull { get; set; }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (connection is SqliteConnection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            var pages = IsFull ? (long)command.ExecuteScalar()! : SqliteDefault;
            command.CommandText = $"PRAGMA max_page_count = {pages}";
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }
}
