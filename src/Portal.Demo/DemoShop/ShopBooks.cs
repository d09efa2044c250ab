using System.Globalization;
using System.Text.Json;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.Demo.DemoShop;

/// <summary>
/// The shop's own books: a file beside the portal's data, so that the orders of yesterday can still be confirmed today. The
/// portal's database is none of the shop's business.
/// </summary>
public sealed class ShopBooks(DataDirectory data, TimeProvider clock)
{
    private readonly string file = Path.Combine(data.Folder("demo-shop"), "orders.json");
    private readonly Lock gate = new();
    private List<ShopOrder>? orders;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ShopOrder> All()
    {
        lock (gate)
            return [.. Loaded().AsEnumerable().Reverse()];
    }

    public ShopOrder? Find(string number)
    {
        lock (gate)
            return Loaded().Find(order => order.Number == number);
    }

    /// <summary>Writes a new order down, under the day's next number.</summary>
    public ShopOrder Add(Func<string, DateTimeOffset, ShopOrder> order)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var day = LocalCalendar.Day(now).ToString("yyMMdd", CultureInfo.InvariantCulture);
            var today = Loaded().Count(earlier => earlier.Number.StartsWith($"WEB-{day}-", StringComparison.Ordinal));
            var added = order($"WEB-{day}-{(today + 1).ToString("D3", CultureInfo.InvariantCulture)}", now);
            Loaded().Add(added);
            Save();
            return added;
        }
    }

    public void Replace(ShopOrder order)
    {
        lock (gate)
        {
            var at = Loaded().FindIndex(earlier => earlier.Number == order.Number);
            Loaded()[at] = order;
            Save();
        }
    }

    private List<ShopOrder> Loaded() =>
        orders ??= File.Exists(file) ? JsonSerializer.Deserialize<List<ShopOrder>>(File.ReadAllText(file)) ?? [] : [];

    private void Save() => File.WriteAllText(file, JsonSerializer.Serialize(orders));
}
