using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Catalogue.Programmes;

/// <summary>
/// Takes back settings that were announced and are not in force yet (R10.1). They never decide, and the change log keeps
/// them. The first version cannot be taken back: a programme always has settings.
/// </summary>
public sealed class WithdrawProgrammeVersion(UnitOfWork work, TimeProvider clock)
{
    private const int First = 1;

    public async Task<Outcome<Done>> RunAsync(Actor actor, string programmeCode, int number, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ProgrammesWrite))
            return Refusal.Forbidden();

        var code = programmeCode.ToLowerInvariant();
        return await work.RunAsync<Done>(
            actor,
            async (db, cancel) =>
            {
                await ShopFacts.ChangeAsync(db, code, cancel);
                if (await db.Programmes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, cancel) is not { } programme)
                    return Refusal.NotFound(ProgrammeRefusals.NotFound);
                if (await db.ProgrammeVersions.SingleOrDefaultAsync(v => v.ProgrammeId == programme.Id && v.Number == number, cancel)
                    is not { } version)
                    return Refusal.NotFound(ProgrammeRefusals.VersionNotFound);
                if (version.WithdrawnAt is not null)
                    return default(Done);
                if (number == First)
                    return Refusal.Rule(ProgrammeRefusals.VersionFirst);

                // an order may be dated a little ahead of the clock, so an order of the last minutes may already go by it
                var now = clock.GetUtcNow();
                if (version.EffectiveFrom <= now + OrderCheck.ClockTolerance)
                    return Refusal.Rule(ProgrammeRefusals.VersionStarted).With("from", ProgrammeChecks.Text(version.EffectiveFrom));

                version.WithdrawnAt = now;
                version.WithdrawnBy = actor.Name;
                db.NotifyChange(ChangeTopics.Programme, programme.Id, clock, shopId: programme.ShopId);
                return default(Done);
            },
            cancellationToken);
    }
}
