namespace Portal.Web.Pages.Admin.Orders;

/// <summary>Texts of the operator's list of orders.</summary>
public sealed class OrderTexts;
