namespace Portal.Web.SignIn;

/// <summary>The words of the account pages. Vietnamese in <c>AccountTexts.resx</c>, English in <c>AccountTexts.en.resx</c>.</summary>
public sealed class AccountTexts;
