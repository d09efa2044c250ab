using Portal.App.Platform.Idempotency;

namespace Portal.App.Platform.Security;

/// <summary>
/// Who acts: a person in one of their roles, or a key. Every use case and query takes one, checks its permission and puts its
/// organisation into the WHERE (R10.5).
/// </summary>
/// <param name="ClientId">The person's or the key's id; idempotency keys and rate limits are counted per client.</param>
/// <param name="Name">What histories show as "who".</param>
/// <param name="PartnerId">The partner whose data the actor may see; null for everyone else.</param>
/// <param name="ShopId">The shop whose data the actor may see; null for everyone else.</param>
/// <param name="Permissions">See <see cref="Permission"/>.</param>
public sealed record Actor(Guid ClientId, string Name, Guid? PartnerId, Guid? ShopId, IReadOnlySet<string> Permissions)
{
    /// <summary>The role that a person acts in; null for a key, and for a person who has none.</summary>
    public Role? Role { get; init; }

    /// <summary>The rights in which somebody of a shop's staff acts; none for everybody else.</summary>
    public StaffRights StaffRights { get; init; }

    /// <summary>True for a program's key; false for a person.</summary>
    public bool IsKey { get; init; }

    /// <summary>The session that a person acts in; null for a key.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The membership in which a person acts, or in which a key's maker made it; null for who has none.</summary>
    public Guid? MembershipId { get; init; }

    /// <summary>
    /// The person behind it: a person themselves, and of a key whoever made it. Where it takes two persons, these are compared, see
    /// <c>FourEyes</c>. A key that nobody made stands for itself.
    /// </summary>
    public Guid RootId
    {
        get => root ?? ClientId;
        init => root = value;
    }

    private readonly Guid? root;

    /// <summary>The network address that they act from, for the audit log (R10.4); null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>The request's idempotency key, with what is needed to store its answer; null when it carries none.</summary>
    public IdempotentCall? Call { get; init; }

    /// <summary>True for what the portal does by itself, also in somebody's name: no right of anybody's stands behind it.</summary>
    public bool IsSystem => ClientId == System.ClientId;

    /// <summary>The partner or shop, or empty for the operator's: as a <see cref="Accounts.Membership"/> names it.</summary>
    public Guid OrganisationId => PartnerId ?? ShopId ?? Guid.Empty;

    /// <summary>The same for a part of what was asked: only the transaction that ends it stores the request's answer.</summary>
    public Actor ForPart => this with { Call = null };

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>True for the operator's people and keys, who see every organisation.</summary>
    public bool IsOperator => May(Permission.OperatorRead);

    /// <summary>True when the actor may do this to this partner: their own, or as the operator.</summary>
    public bool MayForPartner(Guid partnerId, string own, string asOperator) =>
        May(asOperator) || (May(own) && PartnerId == partnerId);

    /// <summary>True when the actor may do this to this shop: their own, or as the operator.</summary>
    public bool MayForShop(Guid shopId, string own, string asOperator) =>
        May(asOperator) || (May(own) && ShopId == shopId);

    /// <summary>Somebody who has not signed in, or not far enough; what they may do follows from the token they bring, if any.</summary>
    public static readonly Actor Nobody = new(Guid.Empty, "", null, null, new HashSet<string>());

    /// <summary>The portal itself, for workers.</summary>
    public static readonly Actor System = new(
        new Guid("00000000-0000-7000-8000-000000000001"), "Portal", null, null, Permission.Of(Security.Role.Admin));
}
