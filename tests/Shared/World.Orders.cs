using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tracking;

namespace Portal.Tests.Shared;

/// <summary>Shops with programmes, partners with links, customers who click and buy.</summary>
public sealed partial class World
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int made;

    private PortalKeys Keys => Get<PortalKeys>();

    /// <summary>A shop without programmes.</summary>
    public async Task<Shop> HasShopAsync(ShopKind kind = ShopKind.Individual, DateOnly? openedOn = null)
    {
        var number = Number();
        var shop = new Shop
        {
            Id = Ids.New(Clock),
            Code = $"shop-{number}",
            Name = $"Cửa hàng {number}",
            NameSearch = $"cua hang {number}",
            Kind = kind,
            OpenedOn = openedOn ?? new DateOnly(2020, 1, 1),
            ReferralCode = $"SHOP{number}",
            CreatedAt = LongAgo,
        };
        await AddAsync([shop], []);
        return shop;
    }

    /// <summary>
    /// A programme, of affiliates unless other settings are given, whose first version is in force from long ago, or from the given
    /// instant.
    /// </summary>
    public async Task<Programme> HasProgrammeAsync(Shop shop, ProgrammeSettings? settings = null, DateTimeOffset? from = null)
    {
        settings ??= new ShopAffiliateSettings();
        var number = Number();
        var programme = new Programme
        {
            Id = Ids.New(Clock),
            ShopId = shop.Id,
            Code = $"programme-{number}",
            Name = $"Chương trình {number}",
            Template = settings.Template,
            CreatedAt = LongAgo,
        };
        programme.Versions.Add(Version(programme, 1, settings, from ?? LongAgo));
        await AddAsync([programme], [ChangeOf(ChangeTopics.Programme, programme.Id)]);
        return programme;
    }

    /// <summary>New settings of the programme from an instant on (R10.1).</summary>
    public async Task HasVersionAsync(Programme programme, int number, ProgrammeSettings settings, DateTimeOffset from)
    {
        await AddAsync([Version(programme, number, settings, from)], [ChangeOf(ChangeTopics.Programme, programme.Id)]);
        await using var db = await DbAsync();
        await db.Shops.Where(shop => shop.Id == programme.ShopId)
            .ExecuteUpdateAsync(set => set.SetProperty(shop => shop.FactsRevision, shop => shop.FactsRevision + 1));
    }

    /// <summary>A partner with verified identity who takes part in these programmes.</summary>
    public async Task<Partner> HasPartnerAsync(params Programme[] programmes)
    {
        var number = Number();
        var partner = new Partner
        {
            Id = Ids.New(Clock),
            Name = $"Cộng tác viên {number}",
            NameSearch = $"cong tac vien {number}",
            Email = $"ctv{number}@example.vn",
            Phone = $"+8490{number:0000000}",
            EmailHash = Keys.Hash("email", $"ctv{number}@example.vn"),
            PhoneHash = Keys.Hash("phone", $"+8490{number:0000000}"),
            ReferralCode = $"CTV{number}",
            Identity = IdentityState.Approved,
            CreatedAt = LongAgo,
        };
        partner.Programmes.AddRange(programmes.Select(programme => new PartnerProgramme
        {
            PartnerId = partner.Id,
            ProgrammeId = programme.Id,
            JoinedAt = LongAgo,
        }));
        await AddAsync([partner], []);
        return partner;
    }

    /// <summary>Gives the partner an account at the portal under this address.</summary>
    public Task HasAccountAsync(Partner partner, string email)
    {
        var user = new PortalUser
        {
            Id = Ids.New(Clock),
            DisplayName = partner.Name,
            NameSearch = partner.NameSearch,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
        };
        return AddAsync(
            [user, new Membership { Id = Ids.New(Clock), UserId = user.Id, Role = Role.Partner, PartnerId = partner.Id,
                CreatedAt = LongAgo }],
            []);
    }

    public async Task<Link> HasLinkAsync(Partner partner, Programme programme)
    {
        var links = Get<LinkDirectory>();
        var link = new Link
        {
            Id = Ids.New(Clock),
            Code = $"l{Number()}",
            PartnerId = partner.Id,
            ProgrammeId = programme.Id,
            Kind = LinkKind.Deep,
            DestinationUrl = "https://shop.example/",
            SearchText = "https://shop.example/",
            CreatedAt = LongAgo,
        };
        await AddAsync([link], [ChangeOf(ChangeTopics.Link, link.Id)]);
        await links.FindAsync(link.Code); // waits until it is known
        return link;
    }

    /// <summary>A visitor used the link.</summary>
    public ClickRecord Clicked(Link link, string visitor, DateTimeOffset at, ClickKind kind = ClickKind.Human)
    {
        var click = ClickOf(link, visitor, at, kind);
        Get<IClickStore>().Insert([click]);
        return click;
    }

    /// <summary>A use of the link that the disk refused, so that only its token knows of it.</summary>
    public ClickRecord ClickOf(Link link, string visitor, DateTimeOffset at, ClickKind kind = ClickKind.Human) => new()
    {
        Id = Get<ClickIds>().Next(),
        LinkId = link.Id,
        PartnerId = link.PartnerId,
        ProgrammeId = link.ProgrammeId,
        VisitorId = VisitorId.Of(visitor, Keys),
        At = ClickRecord.ToMilliseconds(at),
        Kind = kind,
    };

    /// <summary>What the shop got as <c>pclk</c>.</summary>
    public string TokenOf(ClickRecord click, bool recorded = true) =>
        Get<ClickTokens>().Create(new ClickFacts(click.Id, click.LinkId, click.VisitorId, click.At, click.Kind, recorded));

    /// <summary>An order of one line of 100,000 đồng that brings back the visitor.</summary>
    public OrderInput Order(string externalId, string? visitor = "v-1", DateTimeOffset? placedAt = null) => new(
        externalId,
        placedAt ?? Clock.GetUtcNow(),
        OrderCustomer.Unknown,
        new OrderTracking(null, visitor, null),
        PickupPoint: null,
        Source: "web",
        [new OrderLine("SIM-1", "Gói cước", "data", 1, new Dong(100_000), Dong.Zero)],
        new OrderAmounts(new Dong(100_000), Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, new Dong(100_000)));

    public Task<Outcome<RecordedOrders>> RecordAsync(Shop shop, params OrderInput[] orders) => RecordAsync(KeyOf(shop), orders);

    public Task<Outcome<RecordedOrders>> RecordAsync(Actor actor, params OrderInput[] orders) =>
        Get<RecordOrders>().RunAsync(actor, new RecordOrders.Input(null, orders), CancellationToken.None);

    /// <summary>Records one order that must be taken in.</summary>
    public async Task<OrderView> RecordedAsync(Shop shop, OrderInput order) =>
        (await RecordAsync(shop, order)).Value.Results[0] is { Order: { } view, Refusal: null }
            ? view
            : throw new InvalidOperationException("The order was refused.");

    public Task<Outcome<RecordedEvent>> HappensAsync(
        Shop shop, string externalId, OrderEventType type, DateTimeOffset at, string? id = null, string? reason = null,
        string? note = null) =>
        Get<RecordOrderEvent>().RunAsync(
            KeyOf(shop),
            new RecordOrderEvent.Input(null, externalId, new OrderEventInput(id ?? $"e-{Number()}", type, reason, note, at)),
            CancellationToken.None);

    /// <summary>Some pieces came back, or goods for an amount, or both (R2.6).</summary>
    public Task<Outcome<RecordedEvent>> ComesBackAsync(
        Shop shop, string externalId, DateTimeOffset at, long? amount = null, string? id = null,
        params (string Sku, int Quantity)[] lines) =>
        Get<RecordOrderEvent>().RunAsync(
            KeyOf(shop),
            new RecordOrderEvent.Input(
                null, externalId,
                new OrderEventInput(id ?? $"e-{Number()}", OrderEventType.Returned, null, null, at)
                {
                    Part = new PartialReturn(
                        [.. lines.Select(line => new ReturnedPieces(line.Sku, line.Quantity))], amount is { } dong ? new Dong(dong) : null),
                }),
            CancellationToken.None);

    private int Number() => Interlocked.Increment(ref made);

    private ProgrammeVersion Version(Programme programme, int number, ProgrammeSettings settings, DateTimeOffset from) => new()
    {
        Id = Ids.New(Clock),
        ProgrammeId = programme.Id,
        Number = number,
        EffectiveFrom = from,
        Settings = ProgrammeSettingsJson.ToJson(settings),
        CreatedAt = LongAgo,
        CreatedBy = AdminName,
    };

    private Change ChangeOf(string topic, Guid subject) => new() { Topic = topic, SubjectId = subject, At = Clock.GetUtcNow() };

    private async Task AddAsync(IReadOnlyList<object> rows, Change[] changes)
    {
        await using var db = await DbAsync();
        db.AddRange(rows);
        db.AddRange(changes.Cast<object>());
        await db.SaveChangesAsync();
        Get<ChangeNotifier>().Publish(changes);
    }
}
