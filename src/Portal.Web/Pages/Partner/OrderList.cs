using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
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

    public const string DefaultSort = "-" + PartnerOrderQueries.SortByPlaced;

    public static readonly PageRequest Newest = new(Sort: PartnerOrderQueries.SortByPlaced, Descending: true);

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

    public static ExportColumns<PartnerOrderRow> Columns(IStringLocalizer<PartnerTexts> texts) => new ExportColumns<PartnerOrderRow>()
        .Text("code", texts["OrderCode"], row => row.Code)
        .Text("shop", texts["Shop"], row => row.Shop)
        .Word("programme", texts["Programme"], row => row.ProgrammeCode, row => row.Programme)
        .Instant("placedAt", texts["PlacedAt"], row => row.PlacedAt)
        .Word("status", texts["Status"], row => row.Status, status => TextCatalog.Of(status))
        .Instant("statusAt", texts["StatusAt"], row => row.StatusAt)
        .Word(
            "cancellationReason", texts["CancellationReason"], row => row.CancellationReason,
            row => row.CancellationReason is { } reason ? TextCatalog.Reason(reason) : "")
        .Text("product", texts["FirstProduct"], row => row.Product)
        .Number("lines", texts["ProductLines"], row => row.Lines)
        .Dong("paid", texts["CustomerPaid"], row => row.Paid)
        .Dong("gross", texts["RewardGross"], row => Kept(row, row.Gross))
        .Dong("tax", texts["RewardTax"], row => Kept(row, row.Tax))
        .Dong("net", texts["RewardNet"], row => Kept(row, row.Net))
        .Word("rewardState", texts["RewardState"], row => row.State, state => TextCatalog.Of(state))
        .Text("link", texts["LinkCode"], row => row.LinkCode ?? "")
        .Text("subId", texts["SubId"], row => row.SubId ?? "");

    /// <summary>Nothing of what was lost, so that the column adds up to what the list says.</summary>
    private static long Kept(PartnerOrderRow row, long amount) => row.State is RewardState.Pending or RewardState.Earned ? amount : 0;
}
