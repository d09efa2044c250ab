using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;

namespace Portal.App.Partners.Profiles;

/// <summary>The partner themselves, as their own pages need them.</summary>
/// <param name="ReferralCode">Null until they have passed the identity gate of a programme that uses codes (R1.10).</param>
/// <param name="Programmes">Those that reward partners, in the order in which they joined them.</param>
public sealed record PartnerHome(
    string Name, IdentityState Identity, string? IdentityReason, string? ReferralCode, IReadOnlyList<PartnerHomeProgramme> Programmes)
{
    /// <summary>True when they may make links in at least one programme.</summary>
    public bool MayLink => Programmes.Any(programme => !programme.GateClosed);
}

/// <summary>A programme that they are in.</summary>
/// <param name="Hosts">Where its links may lead to (R1.2).</param>
/// <param name="WindowDays">How long a click counts (R1.5); null where it does not age.</param>
/// <param name="GateClosed">No link and no code before their identity is verified (R1.10).</param>
public sealed record PartnerHomeProgramme(
    Guid Id, string Code, string Name, string Shop, IReadOnlyList<string> Hosts, int? WindowDays, bool GateClosed, bool AllowsCodes);

/// <summary>What a partner's own pages say about them.</summary>
public sealed class PartnerHomeQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>Null for whoever is no partner.</summary>
    public async Task<PartnerHome?> MineAsync(Actor actor, CancellationToken cancellationToken)
    {
        var mine = actor.May(Permission.PartnerRead) ? actor.PartnerId : null;
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partner = await db.Partners.AsNoTracking()
            .Where(partner => partner.Id == mine)
            .Select(partner => new { partner.Name, partner.Identity, partner.IdentityReason, partner.ReferralCode })
            .FirstOrDefaultAsync(cancellationToken);
        if (partner is null)
            return null;

        var inForce = db.ProgrammeVersions.InForce(now);
        var rows = await (
            from membership in db.PartnerProgrammes.AsNoTracking()
            where membership.PartnerId == mine
            join programme in db.Programmes on membership.ProgrammeId equals programme.Id
            join shop in db.Shops on programme.ShopId equals shop.Id
            orderby membership.JoinedAt, programme.Code
            select new
            {
                programme.Id,
                programme.Code,
                programme.Name,
                programme.Template,
                Shop = shop.Name,
                Hosts = shop.Hosts.OrderBy(host => host.Host).Select(host => host.Host).ToList(),
                Settings = inForce.Where(version => version.ProgrammeId == programme.Id).Select(version => version.Settings)
                .FirstOrDefault(),
            }).ToListAsync(cancellationToken);

        var programmes = new List<PartnerHomeProgramme>();
        foreach (var row in rows)
        {
            if (row.Settings is not null && Read(row.Template, row.Settings) is RewardingSettings settings)
            {
                programmes.Add(new PartnerHomeProgramme(
                    row.Id, row.Code, row.Name, row.Shop, row.Hosts, settings.Window,
                    IdentityGate.Check(settings, partner.Identity) is not null, settings.AllowCodes));
            }
        }

        var code = programmes.Exists(programme => programme is { GateClosed: false, AllowsCodes: true }) ? partner.ReferralCode : null;
        return new PartnerHome(partner.Name, partner.Identity, partner.IdentityReason, code, programmes);
    }

    private static ProgrammeSettings Read(ProgrammeTemplate template, string stored)
    {
        using var json = JsonDocument.Parse(stored);
        return ProgrammeSettingsJson.Parse(template, json.RootElement).Value;
    }
}
