namespace Portal.Web.Components.Exports;

/// <summary>The words of taking lists out. Vietnamese in <c>ExportTexts.resx</c>, English in <c>ExportTexts.en.resx</c>.</summary>
public sealed class ExportTexts;
