using System.Data;
using Microsoft.Data.SqlClient;
using Portal.Domain.Common;

namespace Portal.App.Traffic.Clicks;

/// <summary>Writes a batch of clicks into SQL Server: a bulk copy into a table of the session, and one script in one transaction.</summary>
public static class SqlServerClicks
{
    /// <summary>The table of a session that a batch is copied into.</summary>
    public const string MakeFresh = """
        CREATE TABLE #Fresh (
            Id bigint NOT NULL PRIMARY KEY WITH (IGNORE_DUP_KEY = ON), LinkId uniqueidentifier NULL, PartnerId uniqueidentifier NULL,
            ProgrammeId uniqueidentifier NOT NULL, VisitorId binary(16) NOT NULL, At datetimeoffset NOT NULL, Kind tinyint NOT NULL,
            IpHash binary(16) NULL, UserAgent nvarchar(256) NULL, Referrer nvarchar(512) NULL, DeviceHash binary(16) NULL,
            Restored bit NOT NULL, Day date NOT NULL)
        """;

    /// <summary>
    /// Days are updated and the missing ones inserted, without locks on what is not there, which would let the first click of each
    /// link and day wait for the others. A day that another node inserted in between is neither, and then all of it is undone.
    /// </summary>
    public const string TakeFresh = """
        SET NOCOUNT, XACT_ABORT ON;
        BEGIN TRANSACTION;
        DELETE fresh FROM #Fresh fresh WHERE EXISTS (SELECT 1 FROM [Clicks] click WHERE click.[Id] = fresh.Id);
        INSERT INTO [Clicks] ([Id], [LinkId], [PartnerId], [ProgrammeId], [VisitorId], [At], [Kind], [IpHash], [UserAgent],
            [Referrer], [DeviceHash], [Restored])
        SELECT Id, LinkId, PartnerId, ProgrammeId, VisitorId, At, Kind, IpHash, UserAgent, Referrer, DeviceHash, Restored FROM #Fresh;
        SELECT LinkId, Day, SUM(CASE WHEN Kind = 0 THEN 1 ELSE 0 END) AS Humans, SUM(CASE WHEN Kind = 0 THEN 0 ELSE 1 END) AS Bots
        INTO #Days FROM #Fresh WHERE LinkId IS NOT NULL GROUP BY LinkId, Day;
        DECLARE @days int = @@ROWCOUNT;
        UPDATE day SET [Humans] = day.[Humans] + fresh.Humans, [Bots] = day.[Bots] + fresh.Bots
        FROM #Days AS fresh INNER JOIN [ClickDays] AS day ON day.[LinkId] = fresh.LinkId AND day.[Day] = fresh.Day;
        DECLARE @counted int = @@ROWCOUNT;
        INSERT INTO [ClickDays] ([LinkId], [Day], [Humans], [Bots])
        SELECT LinkId, Day, Humans, Bots FROM #Days AS fresh
        WHERE NOT EXISTS (SELECT 1 FROM [ClickDays] AS day WHERE day.[LinkId] = fresh.LinkId AND day.[Day] = fresh.Day);
        IF @counted + @@ROWCOUNT <> @days
            THROW 51001, 'Another node began one of these days at the same moment.', 1;
        COMMIT;
        DROP TABLE #Days;
        DROP TABLE #Fresh;
        """;

    /// <exception cref="SqlException">Nothing was written; a second attempt finds what another node wrote meanwhile.</exception>
    public static void Insert(string connectionString, IReadOnlyList<ClickRecord> clicks)
    {
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        Execute(connection, MakeFresh);
        using (var table = Table(clicks))
        using (var copy = new SqlBulkCopy(connection) { DestinationTableName = "#Fresh" })
            copy.WriteToServer(table);
        Execute(connection, TakeFresh);
    }

    /// <summary>The rows of the bulk copy, in the order of #Fresh.</summary>
    private static DataTable Table(IReadOnlyList<ClickRecord> clicks)
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var (name, type) in new[]
        {
            ("Id", typeof(long)), ("LinkId", typeof(Guid)), ("PartnerId", typeof(Guid)), ("ProgrammeId", typeof(Guid)),
            ("VisitorId", typeof(byte[])), ("At", typeof(DateTimeOffset)), ("Kind", typeof(byte)), ("IpHash", typeof(byte[])),
            ("UserAgent", typeof(string)), ("Referrer", typeof(string)), ("DeviceHash", typeof(byte[])), ("Restored", typeof(bool)),
            ("Day", typeof(DateTime)),
        })
            table.Columns.Add(name, type);

        foreach (var click in clicks)
        {
            table.Rows.Add(click.Id, click.LinkId, click.PartnerId, click.ProgrammeId, click.VisitorId.ToArray(),
                click.At.ToUniversalTime(), (byte)click.Kind, click.IpHash, click.UserAgent, click.Referrer, click.DeviceHash,
                click.Restored, LocalCalendar.Day(click.At).ToDateTime(TimeOnly.MinValue));
        }

        return table;
    }

    private static void Execute(SqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
