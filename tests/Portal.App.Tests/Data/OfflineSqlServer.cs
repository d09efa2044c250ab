using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.App.Data;

namespace Portal.App.Tests.Data;

/// <summary>
/// Lets a context believe that it talks to SQL Server: connections open without a server, commands are kept as text and
/// answered with nothing (an aggregate with one zero). What EF cannot translate for SQL Server fails here as it would there.
/// </summary>
internal sealed class OfflineSqlServer : DbCommandInterceptor
{
    public List<string> Commands { get; } = [];

    public DbConnectionInterceptor Connections { get; } = new NoConnection();

    public DbTransactionInterceptor Transactions { get; } = new NoTransaction();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Commands.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(new DefaultsReader(IsAggregate(command.CommandText) ? 1 : 0)));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Commands.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Commands.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<object>.SuppressWithResult(0));
    }

    private static bool IsAggregate(string sql) =>
        sql.StartsWith("SELECT COUNT", StringComparison.Ordinal)
        || sql.StartsWith("SELECT COALESCE(SUM", StringComparison.Ordinal)
        || sql.StartsWith("SELECT CASE\n    WHEN EXISTS", StringComparison.Ordinal)
        || sql.StartsWith("SELECT CASE\r\n    WHEN EXISTS", StringComparison.Ordinal)
        || sql.StartsWith("SELECT ISNULL(SUM", StringComparison.Ordinal);

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class NoTransaction : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult<DbTransaction>.SuppressWithResult(new FakeTransaction(connection)));
    }

    private sealed class FakeTransaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    /// <summary>A reader of any shape whose columns all hold their type's default.</summary>
    [SuppressMessage("Design", "CA1010", Justification = "The framework's base class decides")]
    private sealed class DefaultsReader(int rows) : DbDataReader
    {
        private int read;

        public override int FieldCount => 64;

        public override int RecordsAffected => 0;

        public override bool HasRows => rows > 0;

        public override bool IsClosed => false;

        public override int Depth => 0;

        public override object this[int ordinal] => 0;

        public override object this[string name] => 0;

        public override bool Read() => read++ < rows;

        public override bool NextResult() => false;

        public override bool IsDBNull(int ordinal) => false;

        public override bool GetBoolean(int ordinal) => false;

        public override byte GetByte(int ordinal) => 0;

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

        public override char GetChar(int ordinal) => ' ';

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

        public override string GetDataTypeName(int ordinal) => "int";

        public override DateTime GetDateTime(int ordinal) => default;

        public override decimal GetDecimal(int ordinal) => 0;

        public override double GetDouble(int ordinal) => 0;

        [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
        public override Type GetFieldType(int ordinal) => typeof(int);

        public override float GetFloat(int ordinal) => 0;

        public override Guid GetGuid(int ordinal) => default;

        public override short GetInt16(int ordinal) => 0;

        public override int GetInt32(int ordinal) => 0;

        public override long GetInt64(int ordinal) => 0;

        public override string GetName(int ordinal) => "c" + ordinal;

        public override int GetOrdinal(string name) => 0;

        public override string GetString(int ordinal) => "";

        public override object GetValue(int ordinal) => 0;

        public override int GetValues(object[] values) => 0;

        public override T GetFieldValue<T>(int ordinal) => default!;

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();
    }
}

/// <summary>Contexts of the portal that believe they talk to SQL Server.</summary>
internal sealed class OfflineContexts(OfflineSqlServer offline) : IDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalDatabase(DatabaseProvider.SqlServer, "Server=offline;Database=Portal;Encrypt=False");
        options.AddInterceptors(offline, offline.Connections, offline.Transactions);
        return new PortalDb(options.Options);
    }
}
