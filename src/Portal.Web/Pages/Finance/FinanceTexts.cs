namespace Portal.Web.Pages.Finance;

/// <summary>The words of finance's pages. Vietnamese in <c>FinanceTexts.resx</c>, English in <c>FinanceTexts.en.resx</c>.</summary>
public sealed class FinanceTexts;
