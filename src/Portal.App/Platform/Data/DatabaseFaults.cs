using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.App.Platform.Data;

/// <summary>
/// What a failure of a database means to whoever called it: somebody else was first (try again at once), the database cannot
/// be used now (try again later), or neither (a bug). The clients do not say it alike: SqlClient marks nothing as transient.
/// </summary>
public static class DatabaseFaults
{
    /// <summary>SQL Server's numbers of failures that pass by themselves or once somebody has looked after the server.</summary>
    private static readonly HashSet<int> Passing =
    [
        -2, // the command or the connection took too long
        -1, 2, 53, 64, 121, 233, 1225, 10053, 10054, 10060, 10061, 11001, // the server is not reached, or the connection broke
        701, 802, 1204, 1222, 8645, 8651, // out of memory or locks; a lock or a memory grant took too long
        1101, 1105, 9002, // a file or the log is full
        596, 927, 976, 983, 3906, 4060, 6005, 17142, 18401, // the session was killed; the database is being restored, moved or opened
        10928, 10929, 10936, 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920, // Azure: at its limits or moving
    ];

    /// <summary>True when the database refused a row because a unique key already holds it: somebody else was first.</summary>
    public static bool IsUniqueViolation(this Exception failure) => OfDatabase(failure) switch
    {
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqlException server => Errors(server).Any(error => error.Number is 2627 or 2601),
        _ => false,
    };

    /// <summary>
    /// True when another transaction was first, by a unique key, a version or a deadlock: the next attempt sees what it wrote.
    /// </summary>
    public static bool IsLostRace(this Exception failure) => failure.IsUniqueViolation() || failure.IsOvertaken();

    /// <summary>
    /// True when the database itself cannot be used now: full, locked for too long, not reachable, without a free connection.
    /// Sending the same again later helps.
    /// </summary>
    public static bool IsUnavailable(this Exception failure) => failure switch
    {
        _ when failure is OperationCanceledException || failure.IsLostRace() => false,
        // busy, locked, no memory, read-only, I/O, full, cannot open, protocol
        SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 13 or 14 or 15 } => true,
        PostgresException { SqlState: var state } when IsPassing(state) => true,
        SqlException server => Errors(server).Any(error => error.Number == 0 ? error.Class >= 20 : Passing.Contains(error.Number)),
        DbException { IsTransient: true } => true,
        InvalidOperationException pool when IsEmptyPool(pool) => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    /// <summary>
    /// True when what failed is neither wrong nor a bug: the database cannot be used now, or others were first as often as it
    /// was tried. Whatever is kept for another try must not be given up because of it.
    /// </summary>
    public static bool IsPassing(this Exception failure) => failure.IsOvertaken() || failure.IsUnavailable();

    /// <summary>True when it failed only after a long wait, so that trying it again at once would mean to wait as long again.</summary>
    internal static bool IsTimeout(this Exception failure) => OfDatabase(failure) switch
    {
        SqlException server => Errors(server).Any(error => error.Number == -2),
        NpgsqlException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>
    /// True when SQL Server tells of a cancelled command by a failure of its own instead of by an
    /// <see cref="OperationCanceledException"/>: without a number, and too mild for a lost connection.
    /// </summary>
    internal static bool IsCancellation(Exception failure) =>
        OfDatabase(failure) is SqlException server && Errors(server).Any(error => error is { Number: 0, Class: < 20 });

    /// <summary>Another transaction was first; what this one is about may be wanted all the same.</summary>
    private static bool IsOvertaken(this Exception failure) =>
        failure is DbUpdateConcurrencyException || OfDatabase(failure) switch
        {
            PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
            SqlException server => Errors(server).Any(error => error.Number == 1205),
            _ => false,
        };

    /// <summary>
    /// Resources, operators at work, a node that became a standby, a database that is being restored, a lock that took too long.
    /// </summary>
    private static bool IsPassing(string state) =>
        state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled;

    /// <summary>
    /// SqlClient has no exception of its own for a pool without a free connection, and no translation of its text to our languages.
    /// </summary>
    private static bool IsEmptyPool(InvalidOperationException failure) =>
        failure.Message.Contains("obtaining a connection from the pool", StringComparison.Ordinal);

    private static IEnumerable<SqlError> Errors(SqlException failure) => failure.Errors.Cast<SqlError>();

    /// <summary>
    /// What the database said, behind what EF wraps it in: saving changes does, and any statement whose failure it takes to be transient.
    /// </summary>
    private static Exception? OfDatabase(Exception? failure) => failure is null or DbException
        ? failure : OfDatabase(failure.InnerException);
}
