namespace Portal.App.Platform.Texts;

/// <summary>
/// The words of the domain: states, reasons, decisions, roles, as <c>{kind}_{code}</c>. Vietnamese in <c>WordTexts.resx</c>, English in
/// <c>WordTexts.en.resx</c>; read through <see cref="TextCatalog"/>.
/// </summary>
public static class WordTexts;
