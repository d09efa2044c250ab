using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Money.Withdrawals;

/// <summary>
/// The smallest amount that a partner can withdraw (R6.5): their money is in one pool, so the lowest minimum of the programmes that they
/// are in counts.
/// </summary>
internal static class WithdrawalMinimum
{
    /// <summary>Zero for a partner of no programme: what they still have is theirs.</summary>
    public static async Task<Dong> OfAsync(PortalDb db, Guid partnerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var programmes = await db.Programmes.AsNoTracking().Include(programme => programme.Versions)
            .Where(programme => db.PartnerProgrammes.Any(row => row.PartnerId == partnerId && row.ProgrammeId == programme.Id))
            .ToListAsync(cancellationToken);
        var minimums = programmes.Select(programme => StoredSettings.InForce(programme.Template, programme.Versions, now))
            .OfType<RewardingSettings>().Select(settings => settings.MinimumWithdrawal).ToList();
        return minimums.Count == 0 ? Dong.Zero : minimums.Min();
    }
}
