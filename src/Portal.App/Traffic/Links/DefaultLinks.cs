using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Tracking;

namespace Portal.App.Traffic.Links;

/// <summary>The link to the shop's own front page that a partner has in each programme, as soon as the gate lets them (R1.10).</summary>
internal sealed class DefaultLinks(TimeProvider clock) : IPartnerStep
{
    /// <summary>Adds it where it is missing and the programme's gate lets the partner pass.</summary>
    public async Task MayWorkAsync(PortalDb db, Partner partner, Programme programme, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var settings = await StoredSettings.InForceAsync(db, programme, now, cancellationToken);
        if (settings is not RewardingSettings || IdentityGate.Check(settings, partner.Identity) is not null)
            return;
        if (await db.Links.AnyAsync(link => link.PartnerId == partner.Id && link.ProgrammeId == programme.Id, cancellationToken))
            return;

        var hosts = await db.ShopHosts.Where(host => host.ShopId == programme.ShopId)
            .OrderBy(host => host.Host).Select(host => host.Host).ToListAsync(cancellationToken);
        // A host with a port is somebody's workshop, and a front page only where there is no other.
        hosts = [.. hosts.OrderBy(host => host.Contains(':', StringComparison.Ordinal))];
        // A wildcard names no page, so a shop that has nothing else has no front page that the portal knows.
        if (hosts.Find(host => !host.StartsWith("*.", StringComparison.Ordinal)) is not { } front)
            return;

        var url = $"{(front.StartsWith("localhost", StringComparison.Ordinal) ? "http" : "https")}://{front}/";
        var link = new Link
        {
            Id = Ids.New(clock),
            Code = await LinkCodes.FreeAsync(db, cancellationToken),
            PartnerId = partner.Id,
            ProgrammeId = programme.Id,
            Kind = LinkKind.Landing,
            DestinationUrl = url,
            SearchText = LinkView.Searchable(url, null),
            CreatedAt = now,
        };
        db.Links.Add(link);
        db.NotifyChange(ChangeTopics.Link, link.Id, clock, partner.Id);
    }
}
