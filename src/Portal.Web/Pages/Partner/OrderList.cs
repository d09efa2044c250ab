using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Web.Components;

namespace Portal.Web.Pages.Partner;

/// <summary>What the address of the order list says, read alike by the page and by its export, so that both show the same.</summary>
public static class OrderList
{
    /// <summary>The word of the address for orders that earn the partner nothing.</summary>
    public const string NotCredited = "not-credited";

    public static readonly IReadOnlyList<(string Word, OrderStatus Status)> Statuses =
        [("pending", OrderStatus.Pending), ("successful", OrderStatus.Successful), ("cancelled", OrderStatus.Cancelled)];

    /// <param name="read">A parameter of the address, or null.</param>
    /// <param name="range">The days that it asks for.</param>
    public static PartnerOrderFilter Filter(Func<string, string?> read, DateChoice range)
    {
        OrderStatus? status = null;
        foreach (var (word, value) in Statuses)
        {
            if (word == read("status"))
                status = value;
        }

        return new PartnerOrderFilter(status, range.Period, read("programme"), read("link"), read("q"));
    }

    public static PartnerOrderFilter Filter(NavigationManager nav, DateChoice range) => Filter(name => nav.Read(name), range);

    public static IReadOnlyList<CsvColumn<PartnerOrderRow>> Columns(IStringLocalizer<PartnerTexts> texts) =>
    [
        new(texts["OrderCode"], row => row.Code),
        new(texts["Shop"], row => row.Shop),
        new(texts["Programme"], row => row.Programme),
        new(texts["PlacedAt"], row => Instant(row.PlacedAt)),
        new(texts["Status"], row => TextCatalog.Of(row.Status)),
        new(texts["StatusAt"], row => Instant(row.StatusAt)),
        new(texts["CancellationReason"], row => row.CancellationReason is { } reason ? TextCatalog.Reason(reason) : ""),
        new(texts["FirstProduct"], row => row.Product),
        new(texts["ProductLines"], row => row.Lines),
        new(texts["CustomerPaid"], row => row.Paid),
        new(texts["RewardGross"], row => Kept(row, row.Gross)),
        new(texts["RewardTax"], row => Kept(row, row.Tax)),
        new(texts["RewardNet"], row => Kept(row, row.Net)),
        new(texts["RewardState"], row => TextCatalog.Of(row.State)),
        new(texts["LinkCode"], row => row.LinkCode ?? ""),
        new(texts["SubId"], row => row.SubId ?? ""),
    ];

    /// <summary>Nothing of what was lost, so that the column adds up to what the list says.</summary>
    private static long Kept(PartnerOrderRow row, long amount) => row.State is RewardState.Pending or RewardState.Earned ? amount : 0;

    private static string Instant(DateTimeOffset instant) => TextTemplate.Instant(instant);
}
