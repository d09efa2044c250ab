namespace Portal.Web.Components.Disputes;

/// <summary>
/// The words of disputes, for both sides and the reviewers. Vietnamese in <c>DisputeTexts.resx</c>, English in
/// <c>DisputeTexts.en.resx</c>.
/// </summary>
public sealed class DisputeTexts;
