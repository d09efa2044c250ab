namespace Portal.Web.Texts;

/// <summary>Words that the frame and many pages use. A feature's own words stand beside its pages, as <c>{Feature}Texts.resx</c>.</summary>
public sealed class CommonTexts;
