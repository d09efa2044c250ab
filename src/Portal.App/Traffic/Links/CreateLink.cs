using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tracking;

namespace Portal.App.Traffic.Links;

/// <summary>
/// Makes a tracking link to a page of the programme's shop (R1.2): for a partner whom the identity gate lets pass (R1.10), or
/// for the shop itself, with which its owner introduces customers (R7.6).
/// </summary>
public sealed class CreateLink(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Program">The programme's code.</param>
    /// <param name="Kind">What the link stands behind.</param>
    /// <param name="DestinationUrl">A page on one of the shop's hosts.</param>
    /// <param name="PartnerId">Whose link it is; a partner's own key may leave it out.</param>
    /// <param name="ShopId">In place of a partner: the shop owner's own link.</param>
    /// <param name="SubId">The maker's own mark, to tell their channels apart.</param>
    public sealed record Input(
        string Program, LinkKind Kind, string DestinationUrl, Guid? PartnerId = null, Guid? ShopId = null, string? SubId = null);

    public async Task<Outcome<LinkView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var shopId = input.ShopId ?? (input.PartnerId is null ? actor.ShopId : null);
        var partnerId = input.PartnerId ?? (input.ShopId is null ? actor.PartnerId : null);
        if (Refuse(actor, partnerId, shopId) is { } refusal)
            return refusal;
        if (TextCheck.Text("subId", input.SubId, Lengths.Code) is { } error)
            return Refusal.Invalid(error);

        var code = input.Program.ToLowerInvariant();
        return await work.RunAsync<LinkView>(
            actor,
            async (db, cancel) =>
            {
                var programme = await db.Programmes.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, cancel);
                if (programme is null || (shopId is not null && programme.ShopId != shopId))
                    return Refusal.NotFound(ProgrammeRefusals.NotFound) with { Fields = [new FieldError("program", FieldCodes.NotFound)] };
                if (partnerId is { } maker && await RefuseAsync(db, maker, programme, cancel) is { } no)
                    return no;

                var hosts = await db.ShopHosts.Where(host => host.ShopId == programme.ShopId).Select(host => host.Host).ToListAsync(cancel);
                var destination = Destination.Parse(input.DestinationUrl, hosts);
                if (destination.Refusal is { } wrong)
                    return Explain(wrong, hosts);

                var link = new Link
                {
                    Id = Ids.New(clock),
                    Code = await LinkCodes.FreeAsync(db, cancel),
                    PartnerId = partnerId,
                    ShopId = shopId,
                    ProgrammeId = programme.Id,
                    Kind = input.Kind,
                    DestinationUrl = destination.Value.Url,
                    SubId = string.IsNullOrWhiteSpace(input.SubId) ? null : input.SubId,
                    SearchText = LinkView.Searchable(destination.Value.Url, input.SubId),
                    CreatedAt = clock.GetUtcNow(),
                };
                db.Links.Add(link);
                db.NotifyChange(ChangeTopics.Link, link.Id, clock, partnerId, shopId);
                return LinkView.Of(link, programme);
            },
            cancellationToken);
    }

    /// <summary>A stranger's partner or shop is as good as none (R10.5).</summary>
    private static Refusal? Refuse(Actor actor, Guid? partnerId, Guid? shopId)
    {
        if (partnerId is not null && shopId is not null)
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.NotAllowed).With("allowed", "partnerId"));
        if (shopId is { } shop)
        {
            return actor.MayForShop(shop, LinkPermissions.ShopWrite, LinkPermissions.OperatorWrite) ? null
                : actor.ShopId == shop ? Refusal.Forbidden()
                : Refusal.NotFound(ShopRefusals.NotFound);
        }

        if (partnerId is { } partner)
        {
            return actor.MayForPartner(partner, LinkPermissions.PartnerWrite, LinkPermissions.OperatorWrite) ? null
                : actor.PartnerId == partner ? Refusal.Forbidden()
                : Refusal.NotFound(PartnerRefusals.NotFound);
        }

        return Refusal.Invalid(new FieldError("partnerId", FieldCodes.Required));
    }

    private async Task<Refusal?> RefuseAsync(PortalDb db, Guid partnerId, Programme programme, CancellationToken cancellationToken)
    {
        var partner = await db.Partners.AsNoTracking().Include(p => p.Programmes)
            .SingleOrDefaultAsync(p => p.Id == partnerId, cancellationToken);
        if (partner is null)
            return Refusal.NotFound(PartnerRefusals.NotFound);
        if (!partner.Programmes.Exists(joined => joined.ProgrammeId == programme.Id))
            return Refusal.Rule(LinkRefusals.NotInProgramme);

        var settings = await StoredSettings.InForceAsync(db, programme, clock.GetUtcNow(), cancellationToken);
        return settings is RewardingSettings
            ? IdentityGate.Check(settings, partner.Identity) // R1.10
            : Refusal.Rule(LinkRefusals.ProgrammeWithoutLinks);
    }

    /// <summary>R1.2: an address that leads elsewhere breaks a rule, and the answer says where links may lead.</summary>
    private static Refusal Explain(Refusal wrong, IReadOnlyList<string> hosts)
    {
        if (wrong.Fields is not [{ Code: FieldCodes.UrlHostNotAllowed or FieldCodes.UrlSchemeNotAllowed or FieldCodes.UrlUserInfo } field])
            return wrong;

        var allowed = string.Join(", ", hosts.Order(StringComparer.Ordinal));
        return Refusal.Rule(LinkRefusals.DestinationNotAllowed).With("allowed", allowed) with { Fields = [field.With("allowed", allowed)] };
    }
}
