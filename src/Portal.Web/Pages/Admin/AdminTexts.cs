namespace Portal.Web.Pages.Admin;

/// <summary>Marks the texts of the admin's pages.</summary>
public sealed class AdminTexts;
