using Portal.App.Platform.Security;

namespace Portal.Web.Pages.Admin;

/// <summary>Addresses of the admin's pages, for links from one to another.</summary>
public static class AdminPaths
{
    public const string Shops = "/admin/shops";
    public const string Partners = "/admin/partners";
    public const string Identities = "/admin/identities";
    public const string Keys = "/admin/keys";
    public const string FailedWork = "/admin/failed-work";
    public const string Users = "/admin/users";

    /// <summary>All that the operator knows of one partner.</summary>
    public static string Partner(Guid id) => $"{Partners}/{id}";

    /// <summary>The form that asks somebody in, with what is known already; <paramref name="organisation"/> is what finds it.</summary>
    public static string Invite(Role role, string organisation, string? email = null) =>
        $"{Users}?new=1&as={role}&of={Uri.EscapeDataString(organisation)}" + (email is null ? "" : $"&mail={Uri.EscapeDataString(email)}");
}
