using System.Globalization;
using System.Security.Claims;
using Portal.App.Platform.Security;

namespace Portal.Web.SignIn;

/// <summary>What a session's cookie says about its person. The id is in <see cref="ClaimTypes.NameIdentifier"/>.</summary>
public static class PortalClaims
{
    public const string Name = "portal:name";
    public const string Role = "portal:role";
    public const string Partner = "portal:partner";
    public const string Shop = "portal:shop";
    public const string Membership = "portal:membership";

    /// <summary>
    /// What somebody of a shop's staff may do, as the database had it a moment ago; added to each request, never kept in the cookie.
    /// </summary>
    public const string Rights = "portal:rights";

    /// <summary>Present when this session proved a second factor.</summary>
    public const string SecondFactor = "portal:mfa";

    /// <summary>The session's id: see <see cref="App.Access.Users.UserSession"/>.</summary>
    public const string Session = "portal:session";

    /// <summary>In the cookie of the step between password and code: its token.</summary>
    public const string SecondStep = "portal:step";

    /// <summary>The network address that a request came from; added to each, never kept in the cookie.</summary>
    public const string Address = "portal:address";

    public static Guid? UserId(this ClaimsPrincipal person) => person.Id(ClaimTypes.NameIdentifier);

    public static Guid? SessionId(this ClaimsPrincipal person) => person.Id(Session);

    public static Guid? MembershipId(this ClaimsPrincipal person) => person.Id(Membership);

    public static bool HasSecondFactor(this ClaimsPrincipal person) => person.HasClaim(SecondFactor, "1");

    /// <summary>True when the role demands a second factor that this session has not proved.</summary>
    public static bool LacksSecondFactor(this ClaimsPrincipal person) =>
        person.ActiveRole() is { } role && role.NeedsSecondFactor() && !person.HasSecondFactor();

    public static Role? ActiveRole(this ClaimsPrincipal person) =>
        Enum.TryParse<Role>(person.FindFirstValue(Role), out var role) ? role : null;

    /// <summary>None for whoever has no such claim.</summary>
    public static StaffRights PresentRights(this ClaimsPrincipal person) =>
        int.TryParse(person.FindFirstValue(Rights), CultureInfo.InvariantCulture, out var rights) ? (StaffRights)rights : StaffRights.None;

    /// <summary>The same person with the rights that they have now.</summary>
    internal static ClaimsPrincipal With(this ClaimsPrincipal person, StaffRights rights) => new(person.Identities.Select(Without)
        .Append(new ClaimsIdentity([new Claim(Rights, ((int)rights).ToString(CultureInfo.InvariantCulture))])));

    private static ClaimsIdentity Without(ClaimsIdentity identity)
    {
        var others = identity.Clone();
        foreach (var known in others.FindAll(Rights).ToList())
            others.RemoveClaim(known);
        return others;
    }

    internal static Guid? Id(this ClaimsPrincipal person, string claim) =>
        Guid.TryParse(person.FindFirstValue(claim), out var id) ? id : null;
}
