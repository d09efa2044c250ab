using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Accounts;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Deciding;

/// <summary>
/// Which orders it concerns that somebody takes part in a programme now, or that a login is a partner's own: those that
/// named his code, and those under the login's e-mail address. Looked at twice, as late clicks are: an order may be on its way in.
/// </summary>
internal static class LateMemberships
{
    /// <summary>R1.8: orders with his code from before he joined a programme of the shop.</summary>
    public static void AddJoined(PortalDb db, string referralCode, Guid shopId, TimeProvider clock) =>
        Add(db, ReconsiderBy.Code, Encoding.UTF8.GetBytes(referralCode), shopId, DecisionCauses.PartnerJoined, clock);

    /// <summary>R1.9: orders of the person, in the shops of the partner's programmes. Does nothing for other memberships.</summary>
    public static async Task AddAccountAsync(
        PortalDb db, PortalKeys keys, Membership membership, string? email, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (membership.PartnerId is not { } partner || Contact.Email(email) is not { } address)
            return;

        var shops = await db.PartnerProgrammes.Where(joined => joined.PartnerId == partner)
            .Join(db.Programmes, joined => joined.ProgrammeId, programme => programme.Id, (_, programme) => programme.ShopId)
            .Distinct().ToListAsync(cancellationToken);
        foreach (var shop in shops)
            Add(db, ReconsiderBy.Email, keys.Hash("email", address), shop, DecisionCauses.PartnerAccountAdded, clock);
    }

    private static void Add(PortalDb db, ReconsiderBy by, byte[] key, Guid shopId, string cause, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        foreach (var due in new[] { now, now + LateClicks.SecondLook })
        {
            db.Reconsiderations.Add(new Reconsideration
            {
                Id = Ids.New(clock),
                By = by,
                Key = key,
                ShopId = shopId,
                AfterPlacedAt = DateTimeOffset.UnixEpoch,
                AfterExternalId = "",
                All = true,
                Cause = cause,
                DueAt = due,
                CreatedAt = now,
            });
        }
    }
}
