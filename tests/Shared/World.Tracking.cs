using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tracking;

namespace Portal.Tests.Shared;

/// <summary>Links and clicks as they are stored, without the checks of the use cases that make them.</summary>
public sealed partial class World
{
    public IClickStore Clicks => Get<IClickStore>();

    /// <summary>A link of a new partner in a new programme of a new shop, committed and published like any other.</summary>
    public async Task<Link> StoredLinkAsync(
        string code, string destination = "https://shop.example/p", int windowDays = 30, DateTimeOffset? pausedAt = null)
    {
        var now = Clock.GetUtcNow();
        var shop = new Shop
        {
            Id = Ids.New(Clock),
            Code = $"shop-{code}",
            Name = "Cửa hàng",
            NameSearch = "cua hang",
            Kind = ShopKind.Individual,
            OpenedOn = new DateOnly(2024, 1, 1),
            ReferralCode = $"S-{code}",
            CreatedAt = now,
        };
        var programme = new Programme
        {
            Id = Ids.New(Clock),
            ShopId = shop.Id,
            Code = $"programme-{code}",
            Name = "Tiếp thị",
            Template = ProgrammeTemplate.ShopAffiliate,
            CreatedAt = now,
        };
        var partner = new Partner
        {
            Id = Ids.New(Clock),
            Name = "Nguyễn Văn An",
            NameSearch = "nguyen van an",
            Email = $"{code}@example.vn",
            Phone = "+84901234567",
            EmailHash = Keys.Hash("email", $"{code}@example.vn"),
            PhoneHash = Keys.Hash("phone", "+84901234567"),
            ReferralCode = $"P-{code}",
            CreatedAt = now,
        };
        var link = new Link
        {
            Id = Ids.New(Clock),
            Code = code,
            PartnerId = partner.Id,
            ProgrammeId = programme.Id,
            Kind = LinkKind.Deep,
            DestinationUrl = destination,
            SearchText = destination,
            PausedAt = pausedAt,
            CreatedAt = now,
        };
        await Get<UnitOfWork>().RunAsync(
            Actor.System,
            (db, _) =>
            {
                db.AddRange(shop, programme, partner, Version(programme.Id, 1, DateTimeOffset.UnixEpoch, windowDays), link,
                    Note(ChangeTopics.Link, link.Id));
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            CancellationToken.None);
        return link;
    }

    public async Task PauseStoredLinkAsync(Link link) => await Get<UnitOfWork>().RunAsync(
        Actor.System,
        async (db, cancel) =>
        {
            var row = (await db.Links.FindAsync([link.Id], cancel))!;
            row.PausedAt = Clock.GetUtcNow();
            db.Add(Note(ChangeTopics.Link, link.Id));
            return (Outcome<Done>)new Done();
        },
        CancellationToken.None);

    public async Task StoredWindowAsync(Guid programmeId, DateTimeOffset from, int windowDays) => await Get<UnitOfWork>().RunAsync(
        Actor.System,
        (db, _) =>
        {
            db.AddRange(Version(programmeId, 2, from, windowDays), Note(ChangeTopics.Programme, programmeId));
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        CancellationToken.None);

    /// <summary>A click of a person at this instant, not yet recorded.</summary>
    public ClickRecord Click(Link link, VisitorId? visitor = null, DateTimeOffset? at = null, ClickKind kind = ClickKind.Human) => new()
    {
        Id = Get<ClickIds>().Next(),
        LinkId = link.Id,
        PartnerId = link.PartnerId,
        ProgrammeId = link.ProgrammeId,
        VisitorId = visitor ?? VisitorId.New(Clock),
        At = ClickRecord.ToMilliseconds(at ?? Clock.GetUtcNow()),
        Kind = kind,
    };

    private ProgrammeVersion Version(Guid programmeId, int number, DateTimeOffset from, int windowDays) => new()
    {
        Id = Ids.New(Clock),
        ProgrammeId = programmeId,
        Number = number,
        EffectiveFrom = from,
        Settings = $$"""{"windowDays":{{windowDays}}}""",
        CreatedAt = Clock.GetUtcNow(),
        CreatedBy = AdminName,
    };

    private Change Note(string topic, Guid id) => new() { Topic = topic, SubjectId = id, At = Clock.GetUtcNow() };
}
