namespace Portal.Web.Pages.Partner;

/// <summary>The words of the partner's pages. Vietnamese in <c>PartnerTexts.resx</c>, English in <c>PartnerTexts.en.resx</c>.</summary>
public sealed class PartnerTexts;
