using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.Profiles;

/// <summary>Lets a partner take part in a programme. Joining twice changes nothing.</summary>
public sealed class JoinProgramme(UnitOfWork work, Joining joining, TimeProvider clock)
{
    /// <param name="Program">The programme's code.</param>
    public sealed record Input(string Program);

    public async Task<Outcome<PartnerView>> RunAsync(Actor actor, Guid partnerId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PartnerPermissions.OperatorWrite))
            return Refusal.Forbidden();

        var code = input.Program.ToLowerInvariant();
        return await work.RunAsync<PartnerView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Partners.Include(p => p.Programmes).SingleOrDefaultAsync(p => p.Id == partnerId, cancel) is not { } partner)
                    return Refusal.NotFound(PartnerRefusals.NotFound);
                if (await db.Programmes.SingleOrDefaultAsync(p => p.Code == code, cancel) is not { } programme)
                    return Refusal.NotFound(ProgrammeRefusals.NotFound) with { Fields = [new FieldError("program", FieldCodes.NotFound)] };
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [partnerId], cancel) is { } own)
                    return own;

                if (!partner.Programmes.Exists(joined => joined.ProgrammeId == programme.Id))
                {
                    await joining.AddAsync(db, partner, programme, cancel);
                    db.NotifyChange(ChangeTopics.Partner, partnerId, clock, partnerId);
                }

                return await PartnerQueries.ViewAsync(db, partner, clock.GetUtcNow(), cancel);
            },
            cancellationToken);
    }
}
