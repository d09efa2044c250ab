namespace Portal.Web.Texts;

/// <summary>The component library's own words: names of its buttons, and what it says about input that it cannot read.</summary>
public sealed class LibraryTexts;
