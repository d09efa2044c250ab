namespace Portal.App.Documents;

/// <summary>
/// The words that every document has, whatever it is about: page numbers, notes, signatures, how it is checked. Vietnamese in
/// <c>DocumentTexts.resx</c>, English in <c>DocumentTexts.en.resx</c>.
/// </summary>
public static class DocumentTexts;
