namespace Portal.Web.Components.Documents;

/// <summary>
/// The words around documents on pages. Vietnamese in <c>DocumentPageTexts.resx</c>, English in <c>DocumentPageTexts.en.resx</c>; what a
/// document itself says is in its own language.
/// </summary>
public sealed class DocumentPageTexts;
