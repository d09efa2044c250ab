using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.App.Exports;
using Portal.App.Orders;
using Portal.App.Texts;
using Portal.Domain.Orders;
using Portal.Web.Components;

namespace Portal.Web.Pages.Shop;

/// <summary>What the address of the shop's order list says, read alike by the page and by its export, so that both show the same.</summary>
public static class ShopOrderList
{
    /// <summary>The word of the address for orders with a payment that waits for review.</summary>
    public const string Held = "held";

    public const string DefaultSort = "-" + ShopOrderQueries.SortByPlaced;

    public static readonly IReadOnlyList<(string Word, OrderStatus Status)> Statuses =
        [("pending", OrderStatus.Pending), ("successful", OrderStatus.Successful), ("cancelled", OrderStatus.Cancelled)];

    /// <summary>The parameters that say which rows there are, in which order.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["status", "range", "from", "to", "source", "q", "sort"];

    /// <param name="read">A parameter of the address, or null.</param>
    /// <param name="range">The days that it asks for.</param>
    public static ShopOrderFilter Filter(Func<string, string?> read, DateChoice range)
    {
        OrderStatus? status = null;
        foreach (var (word, value) in Statuses)
        {
            if (word == read("status"))
                status = value;
        }

        return new ShopOrderFilter(status, read("status") == Held, range.Period, read("source"), read("q"));
    }

    public static IReadOnlyList<CsvColumn<ShopOrderRow>> Columns(IStringLocalizer<ShopTexts> texts) =>
    [
        new(texts["OrderCode"], row => row.Code),
        new(texts["PlacedAt"], row => TextTemplate.Instant(row.PlacedAt)),
        new(texts["Status"], row => TextCatalog.Of(row.Status)),
        new(texts["StatusAt"], row => TextTemplate.Instant(row.StatusAt)),
        new(texts["CancellationReason"], row => row.CancellationReason is { } reason ? TextCatalog.Reason(reason) : ""),
        new(texts["HeldShort"], row => row.Held ? texts["HeldYes"] : ""),
        new(texts["FirstProduct"], row => row.Product),
        new(texts["ProductLines"], row => Number(row.Lines)),
        new(texts["Source"], row => row.Source ?? ""),
        new(texts["CustomerPaid"], row => Number(row.Paid)),
        new(texts["PartnerReward"], row => Number(row.Reward)),
    ];

    // bare digits, so that a spreadsheet adds them up whatever its language
    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
