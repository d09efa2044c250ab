namespace Portal.Web.Components.Money;

/// <summary>
/// The words of what partners earn and withdraw. Vietnamese in <c>MoneyTexts.resx</c>, English in <c>MoneyTexts.en.resx</c>.
/// </summary>
public sealed class MoneyTexts;
