namespace Portal.Web.Pages.Admin.Programmes;

/// <summary>Where programmes are read and changed.</summary>
public static class ProgrammePaths
{
    public const string All = "/admin/programmes";

    public static string Of(string code) => $"{All}/{code}";

    public static string Edit(string code) => $"{All}/{code}/edit";
}
