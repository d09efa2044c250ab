namespace Portal.Web.Pages.Admin.Users;

/// <summary>The words of the page of people and roles. Vietnamese in <c>UserTexts.resx</c>, English in <c>UserTexts.en.resx</c>.</summary>
public sealed class UserTexts;
