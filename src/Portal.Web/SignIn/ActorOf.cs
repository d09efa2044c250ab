using System.Collections.Frozen;
using System.Security.Claims;
using Portal.App.Platform.Security;

namespace Portal.Web.SignIn;

/// <summary>Who acts, out of a session's claims: pages hand the result to use cases and queries.</summary>
public static class ActorOf
{
    /// <summary>
    /// The person in their present role. They may do nothing while they have no role, or while the role demands a second factor that
    /// the session lacks; whoever has not signed in is <see cref="Actor.Nobody"/>.
    /// </summary>
    public static Actor User(ClaimsPrincipal person)
    {
        if (person.UserId() is not { } id)
            return Actor.Nobody;

        var role = person.ActiveRole();
        var rights = role is Role.ShopStaff ? person.PresentRights() : StaffRights.None;
        var permissions = role is null || person.LacksSecondFactor() ? FrozenSet<string>.Empty : Permission.Of(role.Value, rights);
        return new Actor(
            id,
            person.FindFirstValue(PortalClaims.Name) ?? "",
            person.Id(PortalClaims.Partner),
            person.Id(PortalClaims.Shop),
            permissions)
        {
            Role = role,
            StaffRights = rights,
            MembershipId = person.MembershipId(),
            SessionId = person.SessionId(),
            Address = person.FindFirstValue(PortalClaims.Address),
        };
    }
}
