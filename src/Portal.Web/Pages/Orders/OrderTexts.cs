namespace Portal.Web.Pages.Orders;

/// <summary>Texts of the operator's list of orders.</summary>
public sealed class OrderTexts;
