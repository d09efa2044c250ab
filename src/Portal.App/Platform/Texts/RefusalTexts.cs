namespace Portal.App.Platform.Texts;

/// <summary>
/// Why something was refused (<c>Refusal_{code}</c>) and what is wrong with a field (<c>Field_{code}</c>). Vietnamese in
/// <c>RefusalTexts.resx</c>, English in <c>RefusalTexts.en.resx</c>; read through <see cref="TextCatalog"/>.
/// </summary>
public static class RefusalTexts;
