namespace Portal.Web.Pages.Shop;

/// <summary>The words of the shop's pages. Vietnamese in <c>ShopTexts.resx</c>, English in <c>ShopTexts.en.resx</c>.</summary>
public sealed class ShopTexts;
