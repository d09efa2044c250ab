namespace Portal.App.Platform.Texts;

/// <summary>
/// A programme's rules in plain words (<c>Rule_{code}</c>). Vietnamese in <c>RuleTexts.resx</c>, English in <c>RuleTexts.en.resx</c>; read
/// through <see cref="TextCatalog"/>.
/// </summary>
public static class RuleTexts;
