namespace Portal.Web.Pages.Admin;

/// <summary>Addresses of the admin's pages, for links from one to another.</summary>
public static class AdminPaths
{
    public const string Shops = "/admin/shops";
    public const string Programmes = "/admin/programmes";
    public const string Partners = "/admin/partners";
    public const string Keys = "/admin/keys";
}
