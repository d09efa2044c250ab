using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Programmes;

namespace Portal.App.Disputes.Cases;

/// <summary>What a case's programmes say of one that nobody answers (R8.8).</summary>
internal static class UnansweredDisputes
{
    private static readonly DisputeKind[] AboutSurcharges = [DisputeKind.WrongSource, DisputeKind.WrongSurcharge];

    /// <summary>
    /// As the settings in force say. The case is about the shop's surcharge programme, or about those in which its author takes part;
    /// where they differ, or there are none, it is escalated.
    /// </summary>
    public static async Task<UnansweredDispute> OfAsync(PortalDb db, Dispute row, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var programmes = db.Programmes.Where(programme => programme.ShopId == row.ShopId);
        programmes = AboutSurcharges.Contains(row.Kind)
            ? programmes.Where(programme => programme.Template == ProgrammeTemplate.RentalSurcharge)
            : programmes.Where(programme => programme.Template != ProgrammeTemplate.RentalSurcharge);
        if (row.Side == LedgerHolder.Partner)
        {
            programmes = programmes.Where(programme =>
                db.PartnerProgrammes.Any(joined => joined.ProgrammeId == programme.Id && joined.PartnerId == row.HolderId));
        }

        var versions = await db.ProgrammeVersions.AsNoTracking().InForce(at)
            .Join(programmes, version => version.ProgrammeId, programme => programme.Id,
                (version, programme) => new { programme.Template, version.Settings })
            .ToListAsync(cancellationToken);
        UnansweredDispute[] said =
        [
            .. versions.Select(version => StoredSettings.Read(version.Template, version.Settings)).OfType<DisputableSettings>()
                .Select(settings => settings.UnansweredDispute).Distinct(),
        ];
        return said is [var act] ? act : UnansweredDispute.Escalate;
    }
}
