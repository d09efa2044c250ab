using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.App.Platform.Data;

namespace Portal.Tests.Shared.SqlServer;

/// <summary>A command that was sent: its text, and how many parameters it has.</summary>
public sealed record SentCommand(string Text, int Parameters);

/// <summary>
/// Lets a context believe that it talks to SQL Server: connections open without a server, commands are kept and answered with
/// nothing, or as a test wants it. What EF cannot translate for SQL Server fails here as it would there.
/// </summary>
public sealed class OfflineSqlServer : DbCommandInterceptor
{
    /// <summary>What was sent, in its order.</summary>
    public List<SentCommand> Commands { get; } = [];

    /// <summary>How many rows a query finds; an aggregate always has one.</summary>
    public int Rows { get; init; }

    /// <summary>How many rows a statement says that it changed.</summary>
    public Func<string, int> Counts { get; init; } = _ => 0;

    /// <summary>What a command fails with: asked with false when it is sent, and with true when its first row is read.</summary>
    public Func<bool, Exception?>? Fails { get; init; }

    public DbConnectionInterceptor Connections { get; } = new NoConnection();

    public DbTransactionInterceptor Transactions { get; } = new NoTransaction();

    public override InterceptionResult<DbCommand> CommandCreating(
        CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        InterceptionResult<DbCommand>.SuppressWithResult(new OfflineCommand(eventData.Connection));

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Keep(command);
        return InterceptionResult<DbDataReader>.SuppressWithResult(
            new DefaultsReader(IsAggregate(command.CommandText) ? 1 : Rows, () => Throw(Fails?.Invoke(true))));
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Keep(command);
        return InterceptionResult<int>.SuppressWithResult(Counts(command.CommandText));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Keep(command);
        return InterceptionResult<object>.SuppressWithResult(0);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ScalarExecuting(command, eventData, result));

    private void Keep(DbCommand command)
    {
        Commands.Add(new SentCommand(command.CommandText, command.Parameters.Count));
        Throw(Fails?.Invoke(false));
    }

    private static void Throw(Exception? failure)
    {
        if (failure is not null)
            throw failure;
    }

    private static bool IsAggregate(string sql) =>
        sql.StartsWith("SELECT COUNT", StringComparison.Ordinal)
        || sql.StartsWith("SELECT COALESCE(SUM", StringComparison.Ordinal)
        || sql.StartsWith("SELECT CASE\n    WHEN EXISTS", StringComparison.Ordinal)
        || sql.StartsWith("SELECT CASE\r\n    WHEN EXISTS", StringComparison.Ordinal)
        || sql.StartsWith("SELECT ISNULL(SUM", StringComparison.Ordinal);

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override InterceptionResult ConnectionClosing(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class NoTransaction : DbTransactionInterceptor
    {
        public override InterceptionResult<DbTransaction> TransactionStarting(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
            InterceptionResult<DbTransaction>.SuppressWithResult(new FakeTransaction(connection));

        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(TransactionStarting(connection, eventData, result));

        public override InterceptionResult CreatingSavepoint(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> CreatingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override InterceptionResult RollingBackToSavepoint(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> RollingBackToSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override InterceptionResult ReleasingSavepoint(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ReleasingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    /// <summary>A command of the client, but for the transaction, of which the client takes only its own.</summary>
    private sealed class OfflineCommand(DbConnection connection) : DbCommand
    {
        private readonly DbCommand command = connection.CreateCommand();

        [AllowNull]
        public override string CommandText
        {
            get => command.CommandText;
            set => command.CommandText = value;
        }

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => command.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override object ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => command.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                command.Dispose();
            base.Dispose(disposing);
        }
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

    /// <summary>A reader of any shape whose columns all hold a plain value of their type.</summary>
    [SuppressMessage("Design", "CA1010", Justification = "The framework's base class decides")]
    private sealed class DefaultsReader(int rows, Action reading) : DbDataReader
    {
        private int read;

        public override int FieldCount => 64;

        public override int RecordsAffected => 0;

        public override bool HasRows => rows > 0;

        public override bool IsClosed => false;

        public override int Depth => 0;

        public override object this[int ordinal] => 0;

        public override object this[string name] => 0;

        public override bool Read()
        {
            reading();
            return read++ < rows;
        }

        public override bool NextResult() => false;

        public override bool IsDBNull(int ordinal) => false;

        public override bool GetBoolean(int ordinal) => true;

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

        public override Guid GetGuid(int ordinal) => Values.Id;

        public override short GetInt16(int ordinal) => 0;

        public override int GetInt32(int ordinal) => 1;

        public override long GetInt64(int ordinal) => 1;

        public override string GetName(int ordinal) => "c" + ordinal;

        public override int GetOrdinal(string name) => 0;

        public override string GetString(int ordinal) => Values.Text;

        public override object GetValue(int ordinal) => 0;

        public override int GetValues(object[] values) => 0;

        public override T GetFieldValue<T>(int ordinal) => typeof(T) switch
        {
            var type when type == typeof(string) => (T)(object)Values.Text,
            var type when type == typeof(Guid) => (T)(object)Values.Id,
            var type when type == typeof(DateTimeOffset) => (T)(object)World.Start.ToUniversalTime(),
            var type when type == typeof(DateOnly) => (T)(object)DateOnly.FromDateTime(World.Start.Date),
            var type when type == typeof(byte[]) => (T)(object)new byte[16],
            var type when type == typeof(bool) => (T)(object)true,
            var type when type == typeof(int) => (T)(object)1,
            var type when type == typeof(long) => (T)(object)1L,
            _ => default!,
        };

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();

        private static class Values
        {
            public const string Text = "1";

            public static readonly Guid Id = Guid.CreateVersion7(World.Start);
        }
    }
}

/// <summary>Contexts of the portal that believe they talk to SQL Server.</summary>
public sealed class OfflineContexts(OfflineSqlServer offline) : IDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalDatabase(DatabaseProvider.SqlServer, "Server=offline;Database=Portal;Encrypt=False");
        options.AddInterceptors(offline, offline.Connections, offline.Transactions);
        return new PortalDb(options.Options);
    }
}
