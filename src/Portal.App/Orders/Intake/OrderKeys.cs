namespace Portal.App.Orders.Intake;

internal static class OrderKeys
{
    /// <summary>The different keyed hashes of these orders, each once, as parameters of a query; an order without one adds none.</summary>
    public static byte[][] Keys(this IEnumerable<Order> orders, Func<Order, byte[]?> key) =>
        [.. orders.Select(key).OfType<byte[]>().DistinctBy(Convert.ToHexString)];

    /// <summary>The keys that a decision about an order depends on; see <see cref="Platform.Data.KeyLocks"/>.</summary>
    public static IEnumerable<byte[]> LocksOf(byte[]? account, byte[]? device, byte[]? pair)
    {
        if (account is not null)
            yield return account;
        if (device is not null)
            yield return device;
        else if (pair is not null)
            yield return pair;
    }
}
