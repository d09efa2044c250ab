namespace Portal.Web.Pages.Admin.Eligibility;

/// <summary>
/// The words of the page of eligibility. Vietnamese in <c>EligibilityTexts.resx</c>, English in <c>EligibilityTexts.en.resx</c>.
/// </summary>
public sealed class EligibilityTexts;
