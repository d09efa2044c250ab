namespace Portal.App.Orders.Intake;

internal static class OrderKeys
{
    /// <summary>The different keyed hashes of these orders, each once, as parameters of a query; an order without one adds none.</summary>
    public static byte[][] Keys(this IEnumerable<Order> orders, Func<Order, byte[]?> key) =>
        [.. orders.Select(key).OfType<byte[]>().DistinctBy(Convert.ToHexString)];
}
