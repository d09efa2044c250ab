using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Attribution.Customers;

/// <summary>Who reads a shop's customers.</summary>
public static class CustomerPermissions
{
    [Granted(Role.ShopOwner), Scope(ApiKeyOwner.Shop, "customers:read", CoveredBy = Permission.OperatorRead)]
    public const string ShopRead = "shop.customers.read";
}

/// <summary>A shop's customers, and who introduced each (R7.6).</summary>
[MenuLine("Menu_Customers", "People", "/shop/customers", CustomerPermissions.ShopRead, Shop = 15)]
public static class CustomersRegistration;
