namespace Portal.Web.Pages.Admin.Risk;

/// <summary>The words of the page of risk. Vietnamese in <c>RiskTexts.resx</c>, English in <c>RiskTexts.en.resx</c>.</summary>
public sealed class RiskTexts;
