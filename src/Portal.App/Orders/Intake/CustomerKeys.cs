using Portal.App.Platform.Security;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Who the customer of an order is, as keyed hashes (R10.3): their account at the shop, and the pair of phone and device (R5.2).
/// </summary>
internal static class CustomerKeys
{
    /// <summary>
    /// The shop's own id of the account, else the e-mail address, else the phone; null when the order names none of them.
    /// </summary>
    public static byte[]? Account(PortalKeys keys, Guid shopId, string? id, byte[]? email, byte[]? phone) =>
        id is not null ? keys.Hash("customer", $"{shopId:N}/{id}") : email ?? phone;

    /// <summary>
    /// Phone and device together. Without a phone the account stands in for it; without a device the phone or account alone is
    /// the customer; null when the order names nobody.
    /// </summary>
    public static byte[]? Pair(PortalKeys keys, byte[]? account, byte[]? phone, byte[]? device)
    {
        var person = phone ?? account;
        return person is null && device is null ? null : keys.Hash("pair", $"{Text(person)}/{Text(device)}");
    }

    private static string Text(byte[]? hash) => hash is null ? "" : Convert.ToHexString(hash);
}
