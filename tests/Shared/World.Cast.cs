using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.Tests.Shared;

/// <summary>
/// People and keys whom tests only name. Every write reads its actor's rights again, so each is put into the database when a test first
/// names them; until then the world has nobody. Who must sign in is made by <see cref="PersonAsync"/>.
/// </summary>
public sealed partial class World
{
    /// <summary>Whom this world and its other nodes put into their database.</summary>
    private Played cast = new();

    /// <summary>As rows name the admin who made them, for what is stored without them.</summary>
    private const string AdminName = "Quản trị";

    /// <summary>The operator's admin, as a use case sees them.</summary>
    public Actor Admin => Plays(Cast(0xa), AdminName, Role.Admin);

    /// <summary>Somebody of finance, whom the batch knows again.</summary>
    public Actor Finance(string name = "Kế toán") => Plays(Cast(0xf1), name, Role.Finance);

    public Actor Approver(string name = "Trưởng phòng") => Plays(Cast(0xf2), name, Role.FinanceApprover);

    /// <summary>An approver who is another person than <see cref="Approver"/>.</summary>
    public Actor AnotherApprover() => Plays(Cast(0xf3), "Người khác", Role.FinanceApprover);

    /// <summary>Sees everything, changes nothing.</summary>
    public Actor Auditor() => Plays(Cast(0xaa), "Kiểm soát", Role.Auditor);

    /// <summary>Whoever has one of the operator's roles.</summary>
    public Actor SomebodyOf(Role role) => role switch
    {
        Role.Admin => Admin,
        Role.Finance => Finance(),
        Role.FinanceApprover => Approver(),
        Role.Auditor => Auditor(),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role belongs to a partner or shop."),
    };

    /// <summary>The shop's owner, as a use case sees them.</summary>
    public Actor OwnerOf(Shop shop) => Plays(shop.Id, $"Chủ {shop.Code}", Role.ShopOwner, shopId: shop.Id);

    /// <summary>The shop's own API key, as a use case sees it.</summary>
    public Actor KeyOf(Shop shop)
    {
        var key = new Actor(
            shop.Id, $"Khóa {shop.Code}", null, shop.Id, new HashSet<string> { Permission.ShopOrdersRead, OrderPermissions.ShopWrite })
        { IsKey = true };
        using var one = cast.Turn.EnterScope();
        if (!cast.Keys.Add(key.ClientId))
            return key;

        using var db = Get<IDbContextFactory<PortalDb>>().CreateDbContext();
        if (db.ApiKeys.Any(row => row.Id == key.ClientId))
            return key;

        db.ApiKeys.Add(new ApiKey
        {
            Id = key.ClientId,
            Name = key.Name,
            Prefix = "ptl_cast",
            SecretHash = key.ClientId.ToByteArray(),
            ShopId = shop.Id,
            Scopes = $"{"orders:write"} {"orders:read"}",
            CreatedAt = LongAgo,
        });
        db.SaveChanges();
        return key;
    }

    /// <summary>The partner's own person, as a use case sees them.</summary>
    public Actor PersonOf(Partner partner) => Plays(partner.Id, partner.Name, Role.Partner, partner.Id);

    public Actor PersonOf(PartnerView partner) => Plays(partner.Id, partner.Name, Role.Partner, partner.Id);

    private static DateTimeOffset LongAhead => Start.AddYears(50);

    private static Guid Cast(byte number) => new($"00000000-0000-7000-8000-0000000000{number:x2}");

    private Actor Plays(Guid id, string name, Role role, Guid? partnerId = null, Guid? shopId = null)
    {
        var person = new Actor(id, name, partnerId, shopId, Permission.Of(role)) { Role = role, MembershipId = id, SessionId = id };
        using var one = cast.Turn.EnterScope();
        if (!cast.People.Add(id))
            return person;

        using var db = Get<IDbContextFactory<PortalDb>>().CreateDbContext();
        if (db.Users.Any(user => user.Id == id))
            return person;

        var email = $"{id:N}@vai.example";
        db.Users.Add(new PortalUser
        {
            Id = id,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = name,
            NameSearch = "",
            SecurityStamp = "",
            CreatedAt = LongAgo,
        });
        db.Memberships.Add(new Membership
        {
            Id = id,
            UserId = id,
            Role = role,
            PartnerId = partnerId,
            ShopId = shopId,
            CreatedAt = LongAgo
        });
        db.UserSessions.Add(NeverOldSession(id, id, id, role));
        db.SaveChanges();
        return person;
    }

    /// <summary>
    /// A session that no test's clock outlives, with a second factor that stays fresh, for people whose tests are about something else.
    /// What a session loses with time is tested with those that are begun as people begin theirs.
    /// </summary>
    private static UserSession NeverOldSession(Guid id, Guid userId, Guid membershipId, Role role) => new()
    {
        Id = id,
        UserId = userId,
        MembershipId = membershipId,
        Role = role,
        CreatedAt = LongAhead,
        LastSeenAt = LongAhead,
        SecondFactorAt = LongAhead,
        Agent = "",
    };

    private sealed class Played
    {
        public Lock Turn { get; } = new();

        public HashSet<Guid> People { get; } = [];

        public HashSet<Guid> Keys { get; } = [];
    }
}
