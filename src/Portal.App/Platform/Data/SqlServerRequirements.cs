using Microsoft.EntityFrameworkCore;

namespace Portal.App.Platform.Data;

/// <summary>
/// Settings of SQL Server that the portal relies on. It looks at them when it starts and refuses to work without them: they
/// change nothing that anybody would notice on the first day, and money or patience later.
/// </summary>
public static class SqlServerRequirements
{
    /// <summary>SQL Server 2019's. EF writes its SQL for this level.</summary>
    public const int CompatibilityLevel = 150;

    /// <summary>The bit of NOCOUNT in <c>@@OPTIONS</c> and in the server's setting <c>user options</c>.</summary>
    private const int NoCount = 512;

    /// <summary>What the server says about itself and the portal's database.</summary>
    /// <param name="Name">The database's name.</param>
    /// <param name="ReadsVersions">READ_COMMITTED_SNAPSHOT is on.</param>
    /// <param name="KeepsSnapshots">ALLOW_SNAPSHOT_ISOLATION is on.</param>
    /// <param name="Level">Its compatibility level.</param>
    /// <param name="SessionOptions"><c>@@OPTIONS</c> of the portal's own sessions.</param>
    /// <param name="ServerOptions">The server's setting <c>user options</c>, of which sessions begin with a copy.</param>
    public sealed record Found(string Name, bool ReadsVersions, bool KeepsSnapshots, int Level, int SessionOptions, int ServerOptions);

    /// <exception cref="InvalidOperationException">A setting is not as it must be; the message has the statements that mend it.</exception>
    public static async Task CheckAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var found = await db.Database.SqlQuery<Found>(
            $"""
            SELECT [name] AS [Name], [is_read_committed_snapshot_on] AS [ReadsVersions],
                CAST(CASE WHEN [snapshot_isolation_state] = 1 THEN 1 ELSE 0 END AS bit) AS [KeepsSnapshots],
                CAST([compatibility_level] AS int) AS [Level],
                @@OPTIONS AS [SessionOptions], (SELECT CAST([value_in_use] AS int) FROM [sys].[configurations] WHERE [name] = N'user options') AS [ServerOptions]
            FROM [sys].[databases] WHERE [database_id] = DB_ID()
            """).ToListAsync(cancellationToken);
        if (Cures(found[0]) is { Count: > 0 } cures)
        {
            throw new InvalidOperationException(
                "SQL Server is not set up as the portal needs it. Run this, and start the portal again:\n" + string.Join("\n", cures));
        }
    }

    /// <summary>A statement, with its reason, for each setting that is not as it must be.</summary>
    public static IReadOnlyList<string> Cures(Found found)
    {
        var name = $"[{found.Name.Replace("]", "]]", StringComparison.Ordinal)}]";
        var cures = new List<string>();
        if (!found.ReadsVersions)
        {
            cures.Add("-- pages and writers must not wait for each other");
            cures.Add($"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;");
        }

        if (!found.KeepsSnapshots)
        {
            cures.Add("-- documents and exports read what belongs together as it stood at one moment");
            cures.Add($"ALTER DATABASE {name} SET ALLOW_SNAPSHOT_ISOLATION ON;");
        }

        if (found.Level < CompatibilityLevel)
        {
            cures.Add("-- the portal's SQL is written for SQL Server 2019 or later");
            cures.Add($"ALTER DATABASE {name} SET COMPATIBILITY_LEVEL = {CompatibilityLevel};");
        }

        if ((found.SessionOptions & NoCount) != 0)
        {
            cures.Add("-- with NOCOUNT on nobody learns whether a conditional update found its row");
            cures.Add($"EXEC sp_configure N'user options', {found.ServerOptions & ~NoCount}; RECONFIGURE;");
        }

        return cures;
    }
}
