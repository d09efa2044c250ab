using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>What each database's failures mean: somebody was first, it cannot be used now, or it is a bug.</summary>
public sealed class DatabaseFaultsTests
{
    public static TheoryData<int, byte> Passing { get; } = new()
    {
        { -2, 11 }, { -1, 20 }, { 0, 20 }, { 2, 20 }, { 53, 20 }, { 64, 20 }, { 121, 20 }, { 233, 20 }, { 10053, 20 }, { 10054, 20 },
            { 10060, 20 },
        { 10061, 20 }, { 11001, 20 }, { 596, 21 }, { 701, 17 }, { 1105, 17 }, { 9002, 17 }, { 1204, 19 }, { 1222, 16 }, { 4060, 11 },
            { 8645, 17 },
        { 3906, 16 }, { 10928, 16 }, { 10929, 16 }, { 40197, 17 }, { 40501, 20 }, { 40613, 17 }, { 49918, 16 }, { 49919, 16 },
            { 49920, 16 },
    };

    public static TheoryData<int, byte> Bugs { get; } = new()
    {
        { 0, 11 }, { 102, 15 }, { 208, 16 }, { 547, 16 }, { 515, 16 }, { 2628, 16 }, { 8152, 16 }, { 18456, 14 },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public void SQL_Server_says_that_it_cannot_be_used_now(int number, byte severity)
    {
        var failure = SqlFailure.Of(number, severity);

        Assert.Equal((true, true, false), Meaning(failure));
        Assert.Equal((true, true, false), Meaning(new DbUpdateException("saving", failure)));
        Assert.Equal((true, true, false), Meaning(new InvalidOperationException("likely transient", failure)));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void SQL_Server_says_that_it_is_wrong(int number, byte severity) =>
        Assert.Equal((false, false, false), Meaning(SqlFailure.Of(number, severity)));

    [Theory]
    [InlineData(1205, true)] // a deadlock passes; a unique key stays
    [InlineData(2627, false)]
    [InlineData(2601, false)]
    public void SQL_Server_says_that_somebody_else_was_first(int number, bool passes) =>
        Assert.Equal((false, passes, true), Meaning(new DbUpdateException("saving", SqlFailure.Of(number, 13))));

    [Fact]
    public void SQL_Server_has_no_connection_left_in_the_pool() => Assert.Equal((true, true, false), Meaning(SqlFailure.EmptyPool()));

    [Fact]
    public async Task SQL_Server_is_not_reached()
    {
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        await using var connection = new SqlConnection(
            $"Server=tcp:127.0.0.1,{port};Database=Portal;Encrypt=False;Connect Timeout=5;ConnectRetryCount=0;Pooling=False");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => connection.OpenAsync());

        Assert.Equal((true, true, false), Meaning(failure));
    }

    [Theory]
    [InlineData("53100", true, true, false)] // disk full
    [InlineData("53200", true, true, false)]
    [InlineData("53300", true, true, false)] // too many connections
    [InlineData("57P01", true, true, false)] // an administrator stops the server
    [InlineData("57P02", true, true, false)]
    [InlineData("57P03", true, true, false)] // it starts
    [InlineData("57014", true, true, false)] // the statement took too long
    [InlineData("55P03", true, true, false)] // the lock was not to be had
    [InlineData("25006", true, true, false)] // a standby
    [InlineData("3D000", true, true, false)] // the database is being restored
    [InlineData("08006", true, true, false)]
    [InlineData("40001", false, true, true)]
    [InlineData("40P01", false, true, true)]
    [InlineData("23505", false, false, true)]
    [InlineData("23503", false, false, false)]
    [InlineData("22001", false, false, false)]
    [InlineData("42P01", false, false, false)]
    public void PostgreSQL_says_what_it_is(string state, bool unavailable, bool passes, bool lost) =>
        Assert.Equal((unavailable, passes, lost),
            Meaning(new DbUpdateException("saving", new PostgresException("failed", "ERROR", "ERROR", state))));

    [Fact]
    public void PostgreSQL_is_not_reached_or_has_no_connection_left()
    {
        Assert.Equal((true, true, false), Meaning(new NpgsqlException("refused", new SocketException((int)SocketError.ConnectionRefused))));
        Assert.Equal((true, true, false), Meaning(new NpgsqlException("The connection pool has been exhausted", new TimeoutException())));
    }

    [DatabaseTheory]
    public async Task A_pool_without_a_connection_is_a_database_that_cannot_be_used_now(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
            return; // its pool has no end

        await using var world = await World.CreateAsync(provider);
        var text = world.Settings.ConnectionStrings.Portal
            + (provider == DatabaseProvider.PostgreSql ? ";Maximum Pool Size=1;Timeout=1" : ";Max Pool Size=1;Connect Timeout=1");
        await using var one = TestDatabases.Context(provider, text);
        await using var other = TestDatabases.Context(provider, text);
        await one.Database.OpenConnectionAsync();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => other.Shops.CountAsync());

        Assert.Equal((true, true, false), Meaning(failure));
    }

    [Theory]
    [InlineData(5, 5, true, true, false)] // busy
    [InlineData(6, 6, true, true, false)]
    [InlineData(7, 7, true, true, false)] // no memory
    [InlineData(8, 8, true, true, false)] // the file system is read-only
    [InlineData(10, 10, true, true, false)]
    [InlineData(13, 13, true, true, false)] // disk full
    [InlineData(14, 14, true, true, false)]
    [InlineData(15, 15, true, true, false)]
    [InlineData(19, 2067, false, false, true)]
    [InlineData(19, 1555, false, false, true)]
    [InlineData(19, 787, false, false, false)] // a foreign key
    [InlineData(1, 1, false, false, false)]
    public void SQLite_says_what_it_is(int code, int extended, bool unavailable, bool passes, bool lost) =>
        Assert.Equal((unavailable, passes, lost), Meaning(new DbUpdateException("saving", new SqliteException("failed", code, extended))));

    [Fact]
    public void A_cancellation_is_no_fault()
    {
        Assert.Equal((false, false, false),
            Meaning(new OperationCanceledException("cancelled", new PostgresException("cancelled", "ERROR", "ERROR", "57014"))));
        Assert.Equal((false, false, false), Meaning(new TaskCanceledException()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_SQL_Server_says_of_a_cancelled_command_is_a_cancellation(bool whileReading)
    {
        using var left = new CancellationTokenSource();
        var offline = new OfflineSqlServer
        {
            Fails = reading =>
            {
                if (reading != whileReading)
                    return null;
                left.Cancel(); // somebody leaves the page while the server works
                return SqlFailure.Of(0, 11, "Operation cancelled by user.");
            },
        };
        await using var db = new OfflineContexts(offline).CreateDbContext();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.Shops.ToListAsync(left.Token));

        Assert.Equal(left.Token, cancelled.CancellationToken);
        Assert.IsType<SqlException>(cancelled.InnerException);
    }

    [Fact]
    public async Task A_lost_connection_is_no_cancellation_because_somebody_left_at_that_moment()
    {
        using var left = new CancellationTokenSource();
        var offline = new OfflineSqlServer
        {
            Fails = _ =>
            {
                left.Cancel();
                return SqlFailure.Of(0, 20);
            },
        };
        await using var db = new OfflineContexts(offline).CreateDbContext();

        await Assert.ThrowsAsync<SqlException>(() => db.Shops.ToListAsync(left.Token));
    }

    [Fact]
    public async Task Rows_that_are_not_counted_are_refused()
    {
        var offline = new OfflineSqlServer { Counts = _ => -1 };
        await using var db = new OfflineContexts(offline).CreateDbContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Shops.ExecuteDeleteAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => db.Shops.ExecuteUpdateAsync(set => set.SetProperty(shop => shop.Name, "Tên")));
    }

    private static (bool Unavailable, bool Passes, bool Lost) Meaning(Exception failure) =>
        (failure.IsUnavailable(), failure.IsPassing(), failure.IsLostRace());
}
