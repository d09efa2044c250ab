using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Data;

/// <summary>One use case, one transaction, begun again when another was first.</summary>
public sealed class UnitOfWorkTests
{
    [DatabaseTheory]
    public async Task Of_two_that_wait_for_each_other_in_a_statement_over_many_rows_both_are_done(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite) return; // a write transaction is alone
        await using var world = await World.CreateAsync(provider);
        var (a, b) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        using var both = new Barrier(2);

        await Task.WhenAll(Task.Run(() => RunAsync(a.Id, b.Id)), Task.Run(() => RunAsync(b.Id, a.Id)));

        await using var read = await world.DbAsync();
        Assert.All(await read.Partners.AsNoTracking().ToListAsync(), partner => Assert.Equal(2, partner.Version));

        async Task RunAsync(Guid first, Guid second)
        {
            var attempts = 0;
            var outcome = await world.Get<UnitOfWork>().RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await RaiseAsync(db, first, stop);
                    if (++attempts == 1)
                        both.SignalAndWait(stop);
                    await RaiseAsync(db, second, stop);
                    return default(Done);
                },
                default);
            Assert.True(outcome.Succeeded);
        }
    }

    private static Task RaiseAsync(PortalDb db, Guid partner, CancellationToken cancellationToken) =>
        db.Partners.Where(row => row.Id == partner)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);
}
