using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Tracking;

namespace Portal.Tests.Shared.History;

/// <summary>The stage of a history as rows of a portal, by their codes.</summary>
public sealed class HistoryRows
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Dictionary<string, Shop> Shops { get; } = [];

    public Dictionary<string, Programme> Programmes { get; } = [];

    public Dictionary<string, Partner> Partners { get; } = [];

    public Dictionary<string, Link> Links { get; } = [];

    public static async Task<HistoryRows> StoreAsync(World world, HistoryFacts facts)
    {
        var rows = new HistoryRows();
        var clock = world.Clock;
        foreach (var shop in facts.Shops)
            rows.Shops[shop.Code] = Shop(shop, clock);
        foreach (var programme in facts.Programmes)
            rows.Programmes[programme.Code] = rows.Programme(programme, clock);
        foreach (var partner in facts.Partners)
            rows.Partners[partner.Code] = rows.Partner(partner, world);
        foreach (var link in facts.Links)
            rows.Links[link.Code] = rows.Link(link, clock);

        await using (var db = await world.DbAsync())
        {
            db.AddRange(rows.Shops.Values);
            db.AddRange(rows.Programmes.Values);
            db.AddRange(rows.Partners.Values);
            db.AddRange(rows.Links.Values);
            await db.SaveChangesAsync();
        }

        foreach (var partner in facts.Partners.Where(partner => partner.AccountEmail is not null))
            await world.HasAccountAsync(rows.Partners[partner.Code], partner.AccountEmail!);
        return rows;
    }

    private static Shop Shop(HistoryShop shop, TimeProvider clock) => new()
    {
        Id = Ids.New(clock),
        Code = shop.Code,
        Name = shop.Code,
        NameSearch = shop.Code,
        Kind = shop.Kind,
        OpenedOn = shop.OpenedOn,
        ReferralCode = shop.ReferralCode,
        CreatedAt = LongAgo,
    };

    private Programme Programme(HistoryProgramme programme, TimeProvider clock)
    {
        var row = new Programme
        {
            Id = Ids.New(clock),
            ShopId = Shops[programme.Shop].Id,
            Code = programme.Code,
            Name = programme.Code,
            Template = programme.Template,
            CreatedAt = LongAgo,
        };
        row.Versions.AddRange(programme.Versions.Select(version => new ProgrammeVersion
        {
            Id = Ids.New(clock),
            ProgrammeId = row.Id,
            Number = version.Number,
            EffectiveFrom = version.From,
            Settings = ProgrammeSettingsJson.ToJson(version.Settings),
            CreatedAt = LongAgo,
            CreatedBy = "",
        }));
        return row;
    }

    private Partner Partner(HistoryPartner partner, World world)
    {
        var keys = world.Get<PortalKeys>();
        var row = new Partner
        {
            Id = Ids.New(world.Clock),
            Name = partner.Code,
            NameSearch = partner.Code.ToLowerInvariant(),
            Email = partner.Email,
            Phone = partner.Phone,
            EmailHash = keys.Hash("email", partner.Email),
            PhoneHash = keys.Hash("phone", partner.Phone),
            ReferralCode = partner.Code,
            PickupPoint = partner.PickupPoint,
            Identity = IdentityState.Approved,
            CreatedAt = LongAgo,
        };
        row.Programmes.AddRange(partner.Programmes.Select(code => new PartnerProgramme
        {
            PartnerId = row.Id,
            ProgrammeId = Programmes[code].Id,
            JoinedAt = LongAgo,
        }));
        return row;
    }

    private Link Link(HistoryLink link, TimeProvider clock) => new()
    {
        Id = Ids.New(clock),
        Code = link.Code,
        PartnerId = link.Partner is { } code ? Partners[code].Id : null,
        ShopId = link.Partner is null ? Programmes[link.Programme].ShopId : null,
        ProgrammeId = Programmes[link.Programme].Id,
        Kind = LinkKind.Deep,
        DestinationUrl = "https://shop.example/",
        SearchText = "https://shop.example/",
        CreatedAt = LongAgo,
    };
}
