using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Programs;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Programs;

namespace Portal.App.Eligibility;

/// <summary>
/// When other settings of a refer-a-friend programme come into force, invites the accounts that have enough orders by them, and
/// withdraws what is not accepted of those that have not (R4.2, R4.3): nobody waits for his next order. Page by page, each a
/// transaction that moves the mark on, so that a portal that ends in between goes on where it was.
/// </summary>
public sealed class SettleAccounts(IDbContextFactory<PortalDb> contexts, Work work, EligibilityStanding standing, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>Does every programme whose settings in force have not been gone through.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (programme, version) in await DueAsync(cancellationToken))
        {
            while (await RunPageAsync(programme, version, cancellationToken))
            {
                // page after page
            }
        }
    }

    private async Task<IReadOnlyList<(Guid Programme, Guid Version)>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inForce = db.ProgrammeVersions.InForce(clock.GetUtcNow());
        var programmes = await db.Programmes.AsNoTracking()
            .Where(programme => programme.Template == ProgrammeTemplate.ReferAFriend)
            .Select(programme => new
            {
                programme.Id,
                Version = inForce.Where(version => version.ProgrammeId == programme.Id).Select(version => (Guid?)version.Id).FirstOrDefault(),
                Done = db.EligibilityPasses.Where(pass => pass.ProgrammeId == programme.Id && pass.IsDone).Select(pass => (Guid?)pass.VersionId).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return [.. programmes.Where(programme => programme.Version is not null && programme.Version != programme.Done).Select(programme => (programme.Id, programme.Version!.Value))];
    }

    /// <returns>True when there is another page.</returns>
    private async Task<bool> RunPageAsync(Guid programme, Guid version, CancellationToken cancellationToken)
    {
        var more = await work.RunAsync<bool>(
            Actor.System,
            async (db, stop) =>
            {
                var pass = await db.EligibilityPasses.FirstOrDefaultAsync(row => row.ProgrammeId == programme, stop);
                if (pass is null)
                    db.EligibilityPasses.Add(pass = new EligibilityPass { ProgrammeId = programme, VersionId = version });
                else if (pass.VersionId != version)
                    (pass.VersionId, pass.AfterId, pass.IsDone) = (version, Guid.Empty, false);

                var after = pass.AfterId;
                var accounts = await db.EligibilityAccounts
                    .Where(account => account.ProgrammeId == programme && account.Id > after)
                    .OrderBy(account => account.Id).Take(Page).ToListAsync(stop);
                var open = accounts.FindAll(account => account.State != EligibilityState.Member);
                foreach (var account in open)
                    account.Version++;
                await standing.SettleAsync(db, open, clock.GetUtcNow(), TimeSpan.Zero, stop);
                pass.IsDone = accounts.Count < Page;
                if (accounts.Count > 0)
                    pass.AfterId = accounts[^1].Id;
                return !pass.IsDone;
            },
            cancellationToken);
        return more.Value;
    }
}
