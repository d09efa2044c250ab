using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.App.Platform.Data;

namespace Portal.Migrations.SqlServer;

/// <summary>Makes the context for the migration tools; they read the model and never connect.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UsePortalDatabase(DatabaseProvider.SqlServer, "Server=design-time;Database=Portal;Encrypt=False");
        return new PortalDb(options.Options);
    }
}
