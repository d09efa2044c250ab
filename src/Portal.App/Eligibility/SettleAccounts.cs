using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Programmes;

namespace Portal.App.Eligibility;

/// <summary>
/// When other settings of a refer-a-friend programme come into force, invites the accounts that have enough orders by them, and
/// withdraws what is not accepted of those that have not (R4.2, R4.3): nobody waits for their next order. Page by page, each a
/// transaction that moves the mark on, so that a portal that ends in between goes on where it was.
/// </summary>
public sealed class SettleAccounts(
    IDbContextFactory<PortalDb> contexts, UnitOfWork work, EligibilityStanding standing, FailedWork failed, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>Does every programme whose settings in force have not been gone through, and the accounts that failed and rested.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        await AgainAsync(cancellationToken);
        foreach (var (programme, version) in await DueAsync(cancellationToken))
        {
            while (await RunPageAsync(programme, version, cancellationToken))
            {
                // page after page
            }
        }
    }

    /// <summary>Accounts that were put aside, each by itself.</summary>
    private async Task AgainAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var due = await db.WorkFailures.AsNoTracking().Where(row => row.Kind == WorkKind.EligibilityAccount && row.NextAt <= now)
            .OrderBy(row => row.NextAt).Take(Page).Select(row => new { row.SubjectId, row.Subject }).ToListAsync(cancellationToken);
        await failed.RunAsync(
            [.. due.Select(row => new WorkItem(WorkKind.EligibilityAccount, row.SubjectId, row.Subject))],
            (item, stop) => SettleAsync(item.Id, stop), cancellationToken);
    }

    private Task SettleAsync(Guid account, CancellationToken cancellationToken) => work.RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await SettleAsync(db, [account], stop);
            return default(Done);
        },
        cancellationToken);

    private async Task SettleAsync(PortalDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var open = await db.EligibilityAccounts.Where(account => ids.Contains(account.Id) && account.State != EligibilityState.Member)
            .ToListAsync(cancellationToken);
        foreach (var account in open)
            account.Version++;
        await standing.SettleAsync(db, open, clock.GetUtcNow(), TimeSpan.Zero, cancellationToken);
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
                Version = inForce.Where(version => version.ProgrammeId == programme.Id).Select(version => (Guid?)version.Id)
                .FirstOrDefault(),
                Done = db.EligibilityPasses.Where(pass => pass.ProgrammeId == programme.Id && pass.IsDone)
                .Select(pass => (Guid?)pass.VersionId).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return [.. programmes.Where(programme => programme.Version is not null && programme.Version != programme.Done)
            .Select(programme => (programme.Id, programme.Version!.Value))];
    }

    /// <returns>True when there is another page.</returns>
    private async Task<bool> RunPageAsync(Guid programme, Guid version, CancellationToken cancellationToken)
    {
        try
        {
            return (await work.RunAsync<bool>(
                Actor.System, (db, stop) => PageAsync(db, programme, version, settle: true, stop), cancellationToken)).Value;
        }
        catch (Exception failure) when (FailedWork.IsItsOwn(failure, cancellationToken))
        {
            // one of its accounts: those that can be are settled, each by itself, and the page is done
            await failed.RunAsync(
                await ItemsAsync(programme, version, cancellationToken), (item, stop) => SettleAsync(item.Id, stop), cancellationToken);
            return (await work.RunAsync<bool>(
                Actor.System, (db, stop) => PageAsync(db, programme, version, settle: false, stop), cancellationToken)).Value;
        }
    }

    private async Task<Outcome<bool>> PageAsync(PortalDb db, Guid programme, Guid version, bool settle, CancellationToken cancellationToken)
    {
        var pass = await db.EligibilityPasses.FirstOrDefaultAsync(row => row.ProgrammeId == programme, cancellationToken);
        if (pass is null)
            db.EligibilityPasses.Add(pass = new EligibilityPass { ProgrammeId = programme, VersionId = version });
        else if (pass.VersionId != version)
            (pass.VersionId, pass.AfterId, pass.IsDone) = (version, Guid.Empty, false);

        var ids = await PageOf(db, programme, pass.AfterId).ToListAsync(cancellationToken);
        if (settle)
            await SettleAsync(db, ids, cancellationToken);
        pass.IsDone = ids.Count < Page;
        if (ids.Count > 0)
            pass.AfterId = ids[^1];
        return !pass.IsDone;
    }

    private async Task<IReadOnlyList<WorkItem>> ItemsAsync(Guid programme, Guid version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var code = await db.Programmes.Where(row => row.Id == programme).Select(row => row.Code).FirstAsync(cancellationToken);
        var after = await db.EligibilityPasses.Where(row => row.ProgrammeId == programme && row.VersionId == version)
            .Select(row => row.AfterId).FirstOrDefaultAsync(cancellationToken);
        return [.. (await PageOf(db, programme, after).ToListAsync(cancellationToken))
            .Select(id => new WorkItem(WorkKind.EligibilityAccount, id, code))];
    }

    private static IQueryable<Guid> PageOf(PortalDb db, Guid programme, Guid after) => db.EligibilityAccounts
        .Where(account => account.ProgrammeId == programme && account.Id > after)
        .OrderBy(account => account.Id).Take(Page).Select(account => account.Id);
}
