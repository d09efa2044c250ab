using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Attribution.ReevaluationTriggers;

/// <summary>
/// Which orders it concerns that somebody takes part in a programme now, or that a login is a partner's own: those that
/// named their code, and those under the login's e-mail address. Orders that are being decided meanwhile are waited for
/// (<see cref="ShopFacts"/>), so that none is missed.
/// </summary>
internal sealed class LateMemberships(PortalKeys keys, TimeProvider clock) : IPartnerStep, IMembershipStep
{
    /// <summary>R1.8: orders with their code from before they joined a programme of the shop.</summary>
    public async Task JoinedAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken)
    {
        await ShopFacts.ChangeAsync(db, [programme.ShopId], cancellationToken);
        Add(db, ReevaluateBy.Code, Encoding.UTF8.GetBytes(partner.ReferralCode), programme.ShopId, DecisionCauses.PartnerJoined);
    }

    /// <summary>R1.9: orders of the person, in the shops of the partner's programmes. Does nothing for other memberships.</summary>
    public async Task GrantedAsync(PortalDb db, Membership membership, string? email, CancellationToken cancellationToken)
    {
        if (membership.PartnerId is not { } partner || Contact.Email(email) is not { } address)
            return;

        var shops = await db.PartnerProgrammes.Where(joined => joined.PartnerId == partner)
            .Join(db.Programmes, joined => joined.ProgrammeId, programme => programme.Id, (_, programme) => programme.ShopId)
            .Distinct().ToListAsync(cancellationToken);
        await ShopFacts.ChangeAsync(db, shops, cancellationToken);
        foreach (var shop in shops)
            Add(db, ReevaluateBy.Email, keys.Hash("email", address), shop, DecisionCauses.PartnerAccountAdded);
    }

    private void Add(PortalDb db, ReevaluateBy by, byte[] key, Guid shopId, string cause)
    {
        var now = clock.GetUtcNow();
        db.ReevaluationRequests.Add(new ReevaluationRequest
        {
            Id = Ids.New(clock),
            By = by,
            Key = key,
            ShopId = shopId,
            AfterPlacedAt = DateTimeOffset.UnixEpoch,
            AfterExternalId = "",
            All = true,
            Cause = cause,
            DueAt = now,
            CreatedAt = now,
        });
    }
}
