namespace Portal.App.Platform.Texts;

/// <summary>
/// What a step of a decision says (<c>Trace_{outcome}</c>). Vietnamese in <c>TraceTexts.resx</c>, English in <c>TraceTexts.en.resx</c>;
/// read through <see cref="TextCatalog"/>.
/// </summary>
public static class TraceTexts;
