using Microsoft.EntityFrameworkCore;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

public sealed class StoredHashesTests
{
    [DatabaseTheory]
    public async Task R10_3_A_database_that_other_keys_filled_stops_the_start(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.Get<StoredHashes>().CheckAsync(CancellationToken.None); // nobody yet
        await world.HasPartnerAsync();

        await world.Get<StoredHashes>().CheckAsync(CancellationToken.None);

        var foreign = new StoredHashes(world.Get<IDbContextFactory<PortalDb>>(), TestKeys.New());
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => foreign.CheckAsync(CancellationToken.None));
        Assert.Contains("keys folder", failure.Message, StringComparison.Ordinal);
    }
}
