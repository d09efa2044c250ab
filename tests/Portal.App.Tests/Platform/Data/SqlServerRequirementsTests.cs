using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Data;

/// <summary>A server with other settings than the portal relies on is refused, with the statements that mend it.</summary>
public sealed class SqlServerRequirementsTests
{
    private static readonly SqlServerRequirements.Found Good = new("Portal", true, true, 160, 5432 & ~512, 0);

    [Fact]
    public void A_server_that_is_set_up_is_taken() => Assert.Empty(SqlServerRequirements.Cures(Good));

    [Fact]
    public void Without_row_versions_it_is_refused() =>
        Assert.Contains("ALTER DATABASE [Por]]tal] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;",
            SqlServerRequirements.Cures(Good with { Name = "Por]tal", ReadsVersions = false }));

    [Fact]
    public void Without_snapshots_it_is_refused() =>
        Assert.Contains("ALTER DATABASE [Portal] SET ALLOW_SNAPSHOT_ISOLATION ON;",
            SqlServerRequirements.Cures(Good with { KeepsSnapshots = false }));

    [Theory]
    [InlineData(140, true)]
    [InlineData(150, false)]
    public void Below_the_level_of_its_SQL_it_is_refused(int level, bool refused) =>
        Assert.Equal(refused,
            SqlServerRequirements.Cures(Good with { Level = level }).Contains("ALTER DATABASE [Portal] SET COMPATIBILITY_LEVEL = 150;"));

    [Fact]
    public void With_rows_uncounted_it_is_refused_and_the_other_options_stay() =>
        Assert.Contains(
            "EXEC sp_configure N'user options', 64; RECONFIGURE;",
            SqlServerRequirements.Cures(Good with { SessionOptions = Good.SessionOptions | 512, ServerOptions = 512 | 64 }));

    [DatabaseTheory]
    public async Task The_server_of_the_tests_is_set_up(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.SqlServer)
            return; // the others have no such settings

        await using var world = await World.CreateAsync(provider);
        await using var db = await world.DbAsync();

        await SqlServerRequirements.CheckAsync(db, CancellationToken.None);
    }
}
