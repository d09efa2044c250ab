using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;

namespace Portal.App.Partners.Profiles;

/// <summary>
/// Lets a partner into a programme in which he is not: with his first link there, and a look at the orders that named his code
/// before (R1.8). The caller saves.
/// </summary>
internal static class Joining
{
    public static async Task AddAsync(PortalDb db, Partner partner, Programme programme, TimeProvider clock, CancellationToken cancellationToken)
    {
        db.PartnerProgrammes.Add(new PartnerProgramme { PartnerId = partner.Id, ProgrammeId = programme.Id, JoinedAt = clock.GetUtcNow() });
        await DefaultLinks.AddAsync(db, partner, programme, clock, cancellationToken);
        await LateMemberships.AddJoinedAsync(db, partner.ReferralCode, programme.ShopId, clock, cancellationToken);
    }
}
