using Portal.App.Platform.Security;

namespace Portal.App.Access.Staff;

/// <summary>Who looks after a shop's staff.</summary>
public static class StaffPermissions
{
    /// <summary>No key has it: whoever could invite people through a key would outlive the taking of that key.</summary>
    [Granted(Role.ShopOwner, ToPersonsOnly = true)]
    public const string Write = "shop.staff.write";
}
